# Every target is one line; the logic is in plugins/ocop. Other options: make build ARGS="--lang en".
PYTHON ?= python3
OCOP = PYTHONPATH=plugins PYTHONUTF8=1 $(PYTHON) -m ocop

.PHONY: help desk new check review remind report export import buyers fair doctor fix stamp build html serve devserver publish package releases rollback demo labels docs schema test lint audit looks soak soak-builds soak-publish bench bench-check bench-pictures bench-qr bench-search bench-serve lock outdated licenses sbom wheelhouse clean
.DEFAULT_GOAL := help

help:      ; @$(OCOP) help $(ARGS)
desk:      ; @$(OCOP) desk $(ARGS)
new:       ; @$(OCOP) new $(ARGS)
check:     ; @$(OCOP) check $(ARGS)
review:    ; @$(OCOP) review $(ARGS)
remind:    ; @$(OCOP) remind $(ARGS)
report:    ; @$(OCOP) report $(ARGS)
export:    ; @$(OCOP) export $(ARGS)
import:    ; @$(OCOP) import $(ARGS)
buyers:    ; @$(OCOP) buyers $(ARGS)
fair:      ; @$(OCOP) fair $(ARGS)
doctor:    ; @$(OCOP) doctor $(ARGS)
fix:       ; @$(OCOP) fix $(ARGS)
stamp:     ; @$(OCOP) stamp $(ARGS)
build:     ; @$(OCOP) build $(ARGS)
serve:     ; @$(OCOP) serve $(ARGS)
publish:   ; @$(OCOP) publish $(ARGS)
package:   ; @$(OCOP) package $(ARGS)
releases:  ; @$(OCOP) releases $(ARGS)
rollback:  ; @$(OCOP) rollback $(ARGS)
demo:      ; @$(OCOP) demo $(ARGS)
labels:    ; @$(OCOP) labels $(ARGS)
docs:      ; @$(OCOP) docs $(ARGS)
schema:    ; @$(OCOP) schema $(ARGS)
test:      ; @$(OCOP) test $(ARGS)
lint:      ; @$(OCOP) lint $(ARGS)
audit:     ; @$(OCOP) audit $(ARGS)
looks:     ; @$(OCOP) looks $(ARGS)
soak:      ; @$(OCOP) soak $(ARGS)
soak-builds: ; @$(OCOP) soak-builds $(ARGS)
soak-publish: ; @$(OCOP) soak-publish $(ARGS)
bench:     ; @$(OCOP) bench $(if $(N),--products $(N)) $(if $(LANGS),--languages $(LANGS)) $(if $(RUNS),--runs $(RUNS)) $(ARGS)
bench-check: ; @$(OCOP) bench-check $(ARGS)
bench-pictures:  ; @$(OCOP) bench-pictures $(ARGS)
bench-qr:  ; @$(OCOP) bench-qr $(ARGS)
bench-search: ; @$(OCOP) bench-search $(ARGS)
bench-serve: ; @$(OCOP) bench-serve $(ARGS)
lock:      ; @$(OCOP) lock $(ARGS)
outdated:  ; @$(OCOP) outdated $(ARGS)
licenses:  ; @$(OCOP) licenses $(ARGS)
sbom:      ; @$(OCOP) sbom $(ARGS)
wheelhouse: ; @$(OCOP) wheelhouse $(ARGS)
clean:     ; @rm -rf output labels .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
html: build
devserver: serve
