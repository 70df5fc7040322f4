"""``bot directory``: the tools of the people who keep numbers, hours and law right."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Iterator, NoReturn, Optional

import typer
from rich.console import Console
from rich.table import Table

from bot import paths
from bot.directory import Directory, DirectoryError, uk_time
from bot.directory.comparing import changes
from bot.directory.coverage import markdown, picture
from bot.directory.review import Finding, Why, findings
from bot.directory.showing import is_withheld
from bot.directory.tables import bring_back
from bot.directory.tables import export as export_tables

app = typer.Typer(
    help="Keep the directory right: what to check next, what an entry says, spreadsheets, and what changed.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
out, err = Console(highlight=False), Console(stderr=True, highlight=False)

_HEADINGS = {
    Why.PAST_REVIEW: "Past their review: people see name and web page only",
    Why.CONTRACT_ENDED: "Contract ended: people see name and web page only",
    Why.CONFLICT: "Sources contradict each other",
    Why.STALKING_NEVER_VERIFIED: "Stalking services never confirmed with the service itself",
    Why.CONTRACT_ENDS_SOON: "Contract ends within a month",
    Why.REVIEW_DUE_SOON: "Review due within a month",
    Why.NO_WAY_TO_REACH: "Nobody can be sent there: no number, no page",
    Why.LOW_CONFIDENCE: "Low confidence: numbers not shown",
    Why.OLD_EVIDENCE: "Old or undated evidence",
    Why.NEVER_VERIFIED: "Other services never confirmed with the service itself",
}
DAYS = ["%Y-%m-%d"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


@app.command()
def review(
    force: Optional[str] = typer.Option(None, help="Only this police force area, e.g. essex."),
    on: Optional[datetime] = typer.Option(
        None, formats=DAYS, help="The day of the review, e.g. 2027-03-01. Left out: today."
    ),
    most: int = typer.Option(10, help="How many of each kind to list; 0: all."),
) -> None:
    """Say what to check next, the worst first: who to ring, and what to change afterwards.

    Examples: [bold]bot directory review[/bold]   [bold]bot directory review --force essex --most 0[/bold]
    """
    directory = _read(paths.DIRECTORY)
    if force is not None and directory.force(force) is None:
        _stop(f"There is no force {force!r}. The forces are: {', '.join(sorted(directory.forces))}")
    found = findings(directory, on.date() if on else date.today(), force)
    if not found:
        out.print("Nothing to check.", style="bold green")
    for why in Why:
        of_this = [finding for finding in found if finding.why == why]
        if of_this:
            out.print(f"\n{_HEADINGS[why]} ({len(of_this)})", style="bold")
            for finding in of_this[: most or None]:
                _print_finding(finding)
            if most and len(of_this) > most:
                out.print(f"  … and {len(of_this) - most} more: --most 0 lists them", style="dim")


@app.command("show")
def show_entry(
    name: str = typer.Argument(..., help="Part of a service's name or id, or a force's slug."),
    at: Optional[datetime] = typer.Option(None, formats=MOMENTS, help="When, e.g. 2026-12-25T22:00. Left out: now."),
) -> None:
    """Show what entries say, what of it people would see at that hour, and where it was read.

    Example: [bold]bot directory show "changing pathways"[/bold]
    """
    directory, moment = _read(paths.DIRECTORY), at or uk_time(datetime.now(timezone.utc))
    wanted = name.casefold()
    found = [
        (file, service)
        for file, service in directory.services()
        if wanted in service.name.casefold() or wanted in service.id or file == f"forces/{wanted}.yml"
    ]
    if not found:
        _stop(f'No service or force is called "{name}". `bot directory review` lists what there is.')
    for file, service in found:
        force = directory.force(Path(file).stem)
        seen = directory.shown(service, moment, force.nation if force else None)
        out.print(f"\n{service.name}", style="bold", markup=False)
        told = {
            "file": f"data/directory/{file} ({service.id})", "for": service.who,
            "people see": _seen(seen), "confidence": service.confidence,
            "checked": f"{service.checked} by {service.checked_by}", "verified": service.verified or "never confirmed with the service",
            "review by": f"{service.review_by}{'  (withheld now)' if is_withheld(service, moment.date(), directory.freshness) else ''}",
            "newest source": service.evidence_date or "no source bears a date", "contract ends": service.contract_ends,
            "conflict": service.conflict, "note": service.note,
        }  # fmt: skip
        for key, value in told.items():
            if value is not None:
                out.print(f"  {key}: {value}", soft_wrap=True, markup=False, highlight=False)
        for source in service.sources:
            out.print(
                f"  source: {source.says} ({source.page_date or 'undated'}) {source.url}", soft_wrap=True, markup=False
            )


@app.command()
def check(folder: Path = typer.Argument(paths.DIRECTORY, help="A directory folder; left out: data/directory.")) -> None:
    """Check every entry: fields, numbers, hours, addresses, duplicates, forbidden values, and what is missing for whom.

    Example: [bold]bot directory check[/bold]
    """
    directory = _read(folder)
    number = sum(1 for _ in directory.services())
    out.print(f"{number} services in {len(directory.forces)} force areas: well.", style="bold green")
    for gap in directory.gaps():
        out.print(f"  gap: {gap}", markup=False, soft_wrap=True)


@app.command("export")
def export_command(
    to: Path = typer.Argument(..., help="A folder for the four tables; made if it is not there."),
) -> None:
    """Write the directory as four CSV tables that open in a spreadsheet.

    Example: [bold]bot directory export ~/signpost-tables[/bold]   Change cells, save as CSV UTF-8, then `bot
    directory import`.
    """
    try:
        written = export_tables(paths.DIRECTORY, to)
    except DirectoryError as error:
        _stop_with(error)
    except OSError as error:
        _stop(f"{to}: cannot be written: {error.strerror}")
    for path in written:
        out.print(str(path), markup=False)


@app.command("import")
def import_command(
    tables: Path = typer.Argument(..., exists=True, file_okay=False, help="The folder with the four tables."),
    into: Path = typer.Option(paths.DIRECTORY, help="The directory folder; left out: data/directory."),
) -> None:
    """Bring changed tables back into the files. Nothing is written unless all of it is right.

    Example: [bold]bot directory import ~/signpost-tables[/bold]
    """
    with _copy(into) as before:
        try:
            changed = bring_back(tables, into)
        except DirectoryError as error:
            _stop_with(error)
        if not changed:
            out.print("Nothing changed.")
            return
        _print_changes(before, into)
        out.print(f"{len(changed)} files written.", style="bold green")


@app.command()
def diff(
    old: str = typer.Argument(..., help="A folder, or a version: a commit, a tag, HEAD~3."),
    new: str = typer.Argument("", help="A folder or a version; left out: the files as they are."),
) -> None:
    """Say in plain words what changed between two versions, what people would notice first. For signing off.

    Examples: [bold]bot directory diff HEAD~3[/bold]   [bold]bot directory diff v1.0 v1.1[/bold]   [bold]bot directory
    diff old-folder new-folder[/bold]
    """
    with _version(old) as one, _version(new) as other:
        try:
            _print_changes(one, other)
        except DirectoryError as error:
            _stop_with(error)


@app.command()
def coverage(
    to: Path = typer.Option(paths.ROOT / "docs", help="The folder for coverage.md and coverage.svg."),
) -> None:
    """Write the picture and the table of what is known in every force area, need by need.

    Example: [bold]bot directory coverage[/bold]
    """
    directory = _read(paths.DIRECTORY)
    (to / "coverage.svg").write_text(picture(directory), "utf-8")
    (to / "coverage.md").write_text(markdown(directory), "utf-8")
    out.print(f"{to / 'coverage.md'}\n{to / 'coverage.svg'}", markup=False)


def _print_finding(finding: Finding) -> None:
    out.print(f"  {finding.service.name}  ({finding.file})", markup=False, highlight=False)
    out.print(f"    {finding.says}. {finding.mend}.", style="dim", soft_wrap=True, markup=False, highlight=False)


def _print_changes(old: Path, new: Path) -> None:
    found = changes(old, new)
    if not found:
        out.print("No service changed.")
        return
    table = Table("Where", "Service", "What changed", show_lines=False)
    for shown, heading in ((True, "People will notice"), (False, "Behind the scenes")):
        rows = [change for change in found if change.shown is shown]
        if rows:
            table.add_section()
            table.add_row("", f"[bold]{heading}[/bold] ({len(rows)})", "")
            for change in rows:
                table.add_row(change.file, change.name, change.says)
    out.print(table)


def _seen(seen: object) -> str:
    if seen is None:
        return "nothing: it has neither a number of good confidence nor a page"
    hours = (
        f"{seen.hours}; {({True: 'open', False: 'closed', None: 'not known'})[seen.is_open]} then"
        if seen.hours
        else "hours not confirmed"
    )
    ways = [seen.phone, f"text {seen.text}" if seen.text else None, seen.url, hours]
    return ", ".join(way for way in ways if way)


def _read(folder: Path) -> Directory:
    try:
        return Directory.read(folder)
    except DirectoryError as error:
        _stop_with(error)


@contextmanager
def _version(name: str) -> Iterator[Path]:
    """Yield a folder with the directory as it was in a version, or the folder itself."""
    if not name or Path(name).is_dir():
        yield Path(name) if name else paths.DIRECTORY
        return
    inside = paths.DIRECTORY.relative_to(paths.ROOT).as_posix()
    made = subprocess.run(["git", "archive", name, inside], cwd=paths.ROOT, capture_output=True)
    if made.returncode:
        _stop(f'"{name}" is neither a folder nor a version that git knows: {made.stderr.decode().strip()}')
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / inside


@contextmanager
def _copy(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as copy:
        yield Path(shutil.copytree(folder, Path(copy) / "directory"))


def _stop_with(error: DirectoryError) -> NoReturn:
    for fault in error.faults:
        err.print(fault, style="red", soft_wrap=True, markup=False)
    _stop(f"{len(error.faults)} to mend.")


def _stop(message: str) -> NoReturn:
    err.print(message, style="bold red", soft_wrap=True, markup=False)
    raise typer.Exit(1)
