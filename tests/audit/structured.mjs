// Reads a list of HTML files (JSON) from standard input, prints [file, message] for every error against Google's rules.
import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';
import { readFileSync } from 'node:fs';

const errors = [];
for (const file of JSON.parse(readFileSync(0, 'utf8'))) {
  const data = new WebAutoExtractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(readFileSync(file, 'utf8'));
  for (const issue of await new Validator().validate(data)) {
    // Warnings name every field that could be there; only errors count.
    if (issue.severity === 'ERROR') errors.push([file, `${issue.path.map((one) => one.type).join('.')}: ${issue.issueMessage}`]);
  }
}
console.log(JSON.stringify(errors));
