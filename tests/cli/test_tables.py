"""What the command line says of tables: what their columns were taken for, and the file that sets them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runner import citekit

TABLE = "Titel;Datum;Absender;Empfänger;Archiv;Regal\nBrief;3.5.1931;Karl Müller;Anna Roth;Stadtarchiv Xanten;7\n"


def test_show_says_what_the_columns_were_taken_for_and_writes_the_file_that_sets_them(tmp_path: Path) -> None:
    table = tmp_path / "briefe.csv"
    table.write_text(TABLE, encoding="utf-8")
    shown = citekit("show", table)
    assert shown.returncode == 0 and "guessed from the headings" in shown.stdout
    assert "Absender   from" in shown.stdout and "Regal      kept under this heading" in shown.stdout
    settings = tmp_path / "briefe.columns.toml"
    saved = citekit("show", table, "--columns", "-o", settings)
    assert saved.returncode == 0 and '"Absender" = "from"' in settings.read_text(encoding="utf-8")
    text = settings.read_text(encoding="utf-8").replace('"Regal" = ""', '"Regal" = "box"')
    settings.write_text(text, encoding="utf-8")
    cited = citekit("cite", tmp_path)
    assert cited.stdout.strip() == "Karl Müller to Anna Roth, “Brief,” May 3, 1931, Stadtarchiv Xanten, Regal 7."
    assert cited.stderr == ""


def test_show_columns_of_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text("TY  - BOOK\nTI  - Essay\nER  - \n")
    run = citekit("show", tmp_path / "a.ris", "--columns")
    assert run.returncode == 1 and "not a table" in run.stderr and run.stdout == ""
