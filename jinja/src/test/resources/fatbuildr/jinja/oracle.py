"""Renders cases with the reference implementation: JSON in on stdin, JSON out on stdout."""

import json
import sys
import traceback

try:
    import jinja2
except ImportError:
    sys.exit("the module jinja2 is missing: install the Debian package python3-jinja2")

SETTINGS = {
    "plain": {},
    "trim": {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True},
    "escape": {"autoescape": True},
}


def line_of(error):
    """The template line where a rendering failed: the innermost frame that is a template's."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py")]
    return frames[-1].lineno if frames else 0


def answer(environment, case, variables):
    try:
        template = environment.from_string(case["source"])
        return {"output": template.render(json.loads(variables))}
    except Exception as error:
        return {
            "error": type(error).__name__ + ": " + str(error),
            "syntax": isinstance(error, jinja2.TemplateSyntaxError),
            "line": line_of(error),
        }


def main():
    request = json.load(sys.stdin)
    loader = jinja2.DictLoader(request["templates"])
    environments = {mode: jinja2.Environment(loader=loader, **s) for mode, s in SETTINGS.items()}
    variables = json.dumps(request["variables"])
    answers = [answer(environments[case["mode"]], case, variables) for case in request["cases"]]
    json.dump(answers, sys.stdout)


main()
