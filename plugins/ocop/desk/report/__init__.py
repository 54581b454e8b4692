"""The report to the province: half a year or a year, in the order of the reports the office has always written."""
