"""``newsclean rules``: list the rules, explain one, check a file of your own."""

from __future__ import annotations

from typing import Any

import click

from newsclean.commands.options import fail, usage
from newsclean.errors import NewscleanError, RuleError, nearest
from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import examples_of, failure
from newsclean.rules.load import builtin_rules, builtin_version, load_file, merge
from newsclean.rules.model import CATEGORIES, Rule

__all__ = ["command"]


class _RulesGroup(click.Group):
    """A group in which a word that is no subcommand is the id of a rule."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "show", self.commands["show"], args
        return super().resolve_command(ctx, args)


@click.group("rules", cls=_RulesGroup, invoke_without_command=True)
@click.option("--category", help="Only the rules of one category.")
@click.pass_context
def command(context: click.Context, category: str | None) -> None:
    """List the rules of this package; ``newsclean rules ID`` explains one."""
    if context.invoked_subcommand is not None:
        return
    if category is not None and category not in CATEGORIES:
        usage(nearest(category, CATEGORIES, "category"))
    rules = [rule for rule in builtin_rules() if category in (None, rule.category)]
    for rule in rules:
        click.echo(f"{rule.id:<40} {rule.category:<11} {rule.level:<11} {rule.why}")
    click.echo(f"{len(rules)} rules, version {builtin_version()}", err=True)


@command.command("show", hidden=True)
@click.argument("rule_id")
def show(rule_id: str) -> None:
    """Explain one rule."""
    rules = {rule.id: rule for rule in builtin_rules()}
    if rule_id not in rules:
        usage(nearest(rule_id, rules, "rule"))
    click.echo(describe(rules[rule_id]))


@command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    """Load rule files and run the examples in them."""
    failed = False
    for path in files:
        wrong = 0
        try:
            own = load_file(path)
            rule_set = RuleSet(merge(builtin_rules(), own))
        except RuleError as error:
            fail(str(error))
        examples = list(examples_of(own))
        for example in examples:
            problem = failure(example, rule_set)
            if problem is not None:
                wrong += 1
                click.echo(f"{path}: rule {example.rule.id!r}, {example.kind} {example.text!r}: {problem}", err=True)
        click.echo(f"{path}: {len(own)} rules, {len(examples)} examples, {wrong} wrong")
        failed = failed or wrong > 0
    if failed:
        raise SystemExit(1)


@command.command("add-example")
@click.argument("marks", metavar="MARKS")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Change no file; say what would be done.")
def add_example(marks: str, files: tuple[str, ...], dry_run: bool) -> None:
    """Write the marks of a report into the rules of FILE that they name.

    MARKS is what `newsclean report` exports. A wrong removal becomes a `keep` example of its rule, a miss a `missed`
    one. Then change the pattern until `newsclean rules check FILE` is content.

    Exit status: 0 every mark has its example, 1 some have none (or a file cannot be used), 2 wrong usage.
    """
    from newsclean.rules.marks import KNOWN, add_examples, read_marks

    try:
        outcomes = add_examples(read_marks(marks), files, write=not dry_run)
    except ImportError:
        usage('adding to a rule file needs tomlkit: pip install "newsclean[report]"')
    except NewscleanError as error:
        fail(str(error))
    for mark, _, file, said in outcomes:
        shown = " ".join(mark.text.split())
        shown = shown if len(shown) <= 60 else shown[:59] + "\N{HORIZONTAL ELLIPSIS}"
        click.echo(f"{f'{file}: ' if file else ''}{mark.kind} {mark.rule or '(no rule)'} {shown!r}: {said}")
    added = sum(outcome.added for outcome in outcomes)
    click.echo(f"{added} of {len(outcomes)} marks {'would be ' if dry_run else ''}added", err=True)
    if any(not o.added and o.said != KNOWN for o in outcomes):
        raise SystemExit(1)


def describe(rule: Rule) -> str:
    """Return what a person wants to know of a rule, in plain text."""
    lines = [
        rule.id,
        f"  {rule.why}",
        f"  category {rule.category}; level {rule.level}; removes the {rule.scope}; stands: {rule.at}",
    ]
    if rule.needs:
        lines.append(f"  only with context: {', '.join(rule.needs)}")
    lines.append(f"  source: {rule.source}; since {rule.since}")
    for title, texts in (("removes", rule.remove), ("keeps", rule.keep), ("misses", rule.missed)):
        if texts:
            lines.append(f"  {title}")
            lines.extend("    " + text.replace("\n", "\n    ") for text in texts)
    return "\n".join(lines)
