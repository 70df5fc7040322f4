"""The command line, for people who run, review or change the assistant. Each command is a few lines over a library."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Optional

import typer
from rich.console import Console

from bot import cli_directory, paths, quiet

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Signpost: an assistant for people who are unsure whether they are being stalked.\n\n"
    "Run it with [bold]bot serve[/bold], talk to it with [bold]bot talk[/bold]. After changing anything under data/, "
    "run [bold]bot check[/bold], then [bold]bot train[/bold].",
)
app.add_typer(cli_directory.app, name="directory")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def main() -> None:
    """Run the command line."""
    quiet.no_warnings()
    app()


def _stop(message: str) -> None:
    err.print(message, style="bold red", soft_wrap=True, markup=False)
    raise typer.Exit(1)


@app.command()
def serve(
    host: str = typer.Option("127.0.0.1", help="Address to listen on. Keep 127.0.0.1 unless a proxy needs another."),
    port: int = typer.Option(5005, help="Port of the page."),
    actions_port: int = typer.Option(5055, help="Port of the action server, on this computer only."),
    api: bool = typer.Option(False, "--api", help="Also Rasa's HTTP API: shows slots, takes events. Never in public."),
) -> None:
    """Start everything: the page at /chat, Rasa's REST channel, and the action server.

    Example: [bold]bot serve --port 8080[/bold], then open http://127.0.0.1:8080/chat. Ctrl-C stops it all.
    """
    from bot.serve import ServeError, Settings
    from bot.serve import serve as run

    try:
        run(Settings(host, port, actions_port, api), lambda line: out.print(line, markup=False))
    except ServeError as error:
        _stop(str(error))


@app.command()
def train(
    if_needed: bool = typer.Option(False, "--if-needed", help="Do nothing if the model is newer than its data."),
) -> None:
    """Compile the spaCy pipeline and train Rasa's model from data/ (about twenty minutes the first time).

    Example: [bold]bot train[/bold] after adding a phrase to data/safety/ or an example to data/nlu/.
    """
    from bot.language.errors import PhraseError
    from bot.training import TrainingError, is_fresh
    from bot.training import train as run

    if if_needed and is_fresh():
        out.print("The model is newer than its data: nothing to train.")
        return
    try:
        run(lambda line: out.print(line, markup=False))
    except (PhraseError, TrainingError) as error:
        _stop(str(error))


@app.command()
def talk(
    url: str = typer.Option("http://127.0.0.1:5005", help="Where the assistant is served."),
) -> None:
    """Talk to a running assistant in the terminal. Type a number to tap a button; "/quit" to leave.

    Start it first, in another terminal: [bold]bot serve[/bold].
    """
    from bot.talk import NotServed
    from bot.talk import talk as run

    try:
        run(url, out)
    except NotServed as error:
        _stop(str(error))


@app.command()
def place(text: str = typer.Argument(..., help="What somebody types when asked where they live.")) -> None:
    """Tell which police force area a postcode or a place name belongs to.

    Examples: [bold]bot place "CM1 1AB"[/bold]   [bold]bot place newport[/bold]   [bold]bot place "down in truro"[/bold]
    """
    from bot.places import Choices, Found, Outside, Places, PlacesError, TooWide

    try:
        answer = Places.read(paths.PLACES).find(text)
    except PlacesError as error:
        _stop(str(error))
    if isinstance(answer, Found):
        out.print(f"{answer.force}" + (f"  ({answer.label})" if answer.label else ""))
    elif isinstance(answer, Choices):
        out.print(f'"{answer.said}" could be:')
        for option in answer.options:
            out.print(f"  {option.force}" + (f"  ({option.label})" if option.label else ""))
    elif isinstance(answer, Outside):
        out.print(f"Not in the United Kingdom: {answer.where}")
    elif isinstance(answer, TooWide):
        out.print(f'"{answer.said}" is too wide: a town, a county or half a postcode is needed.')
    else:
        _stop(f'No place found in "{text}". Try a town, a county or half a postcode.')


@app.command()
def services(
    force: Optional[str] = typer.Option(None, help="Police force area, e.g. essex: a file in data/directory/forces."),
    relationship: Optional[str] = typer.Option(
        None, help="ex_partner, partner, family, friend, colleague, neighbour, …"
    ),
    under_18: bool = typer.Option(False, "--under-18", help="The person it happens to is under 18."),
    online: bool = typer.Option(False, "--online", help="Some of it happens online or by phone."),
    danger: bool = typer.Option(False, "--danger", help="Somebody is in danger now."),
    need: Optional[list[str]] = typer.Option(
        None,
        help="What they said of themselves: deaf, men, lgbt, older_people, honour_based, immigrant_bme, welsh, not_by_phone, …",
    ),
    at: Optional[datetime] = typer.Option(
        None, formats=cli_directory.MOMENTS, help="When, e.g. 2026-12-25T22:00. Left out: now."
    ),
    why: bool = typer.Option(False, "--why", help="Say which rule chose each service."),
) -> None:
    """Show the services that somebody would be shown, as they would see them.

    Example: [bold]bot services --force essex --relationship ex_partner --at 2026-12-25T22:00 --why[/bold]
    """
    from bot.directory import Directory, DirectoryError, Person, uk_time

    try:
        directory = Directory.read(paths.DIRECTORY)
    except DirectoryError as error:
        _stop(str(error))
    if force is not None and directory.force(force) is None:
        _stop(f"There is no force {force!r}. The forces are: {', '.join(sorted(directory.forces))}")
    person = Person(
        at=at or uk_time(datetime.now(timezone.utc)), force=force, relationship=relationship, under_18=under_18, online=online,
        immediate_danger=danger, needs=frozenset(need or ()),
    )  # fmt: skip
    for number, choice in enumerate(directory.choose(person), start=1):
        service = choice.service
        state = {True: "open now", False: "closed now", None: "opening hours not confirmed"}[service.is_open]
        text = f"text {service.text}" if service.text else None
        out.print(f"{number}. {service.name}", style="bold", markup=False)
        hours = f"{state} ({service.hours})" if service.hours else state
        for line in (service.who, service.phone, text, service.url, hours, f"why: {choice.why}" if why else None):
            if line:
                out.print(f"   {line}", soft_wrap=True, markup=False)


@app.command()
def check(
    paths_to_check: Optional[list[Path]] = typer.Argument(None, metavar="[PATHS]", help="Only these parts of data/."),
) -> None:
    """Check everything that people change: phrases, responses, rules, places, the directory, scenarios, and their
    links.

    Says, file by file, what to mend. Example: [bold]bot check data/directory[/bold]
    """
    from bot.checking import run_checks

    problems = run_checks(paths_to_check or [], lambda line: out.print(line, markup=False))
    for problem in problems:
        err.print(problem, style="red", soft_wrap=True, markup=False)
    if problems:
        _stop(f"{len(problems)} to mend.")
    out.print("All is well.", style="bold green")


if __name__ == "__main__":
    main()
