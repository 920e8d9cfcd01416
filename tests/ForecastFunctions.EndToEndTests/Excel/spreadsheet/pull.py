"""Pulls data into a spreadsheet, as a person does by hand: LibreOffice Calc, in one locale, by an external link and by cells.

Reads a JSON object from standard input: "locale", such as de-DE; "links", addresses of CSV files, each with the "separator"
of its fields; "formulas", each put into a cell of its own; "open", files to open. Writes a JSON object: for each link and
each sheet of each file the rows, for each formula its value. A cell is a text, a number, or null.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet import CellFlags
from com.sun.star.sheet.FormulaResult import STRING
from com.sun.star.table.CellContentType import EMPTY, TEXT, VALUE

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Setup/L10N">
    <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
  </item>
  <item oor:path="/org.openoffice.Office.Calc/Content/Update">
    <prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""


def start(locale, folder):
    """Starts an office with a profile of its own and gives its process and its desktop."""
    profile = Path(folder, "profile", "user")
    profile.mkdir(parents=True)
    Path(profile, "registrymodifications.xcu").write_text(SETTINGS.format(locale=locale), encoding="utf-8")
    pipe = f"forecast{os.getpid()}"
    office = subprocess.Popen(
        [
            os.environ.get("SOFFICE", "soffice"),
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=sys.stderr,
    )
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + 120
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if office.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def load(desktop, address):
    return desktop.loadComponentFromURL(
        address, "_blank", 0, (PropertyValue("Hidden", 0, True, 0), PropertyValue("UpdateDocMode", 0, 3, 0))
    )


def value(cell):
    if cell.Type == EMPTY:
        return None
    if cell.Type == VALUE:
        return cell.Value
    if cell.Type == TEXT:
        return cell.String
    if cell.getError() != 0:
        return f"error {cell.getError()}"
    return cell.String if cell.FormulaResultType2 == STRING else cell.Value


def rows(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return [
        [value(sheet.getCellByPosition(column, row)) for column in range(last.EndColumn + 1)]
        for row in range(last.EndRow + 1)
    ]


def formulas(sheet):
    """The cells that hold a formula: where none is expected, a text has become one."""
    return [cell.AbsoluteName for cell in sheet.queryContentCells(CellFlags.FORMULA).Cells]


def pull(desktop, task):
    result = {"links": [], "formulas": [], "files": []}
    book = load(desktop, "private:factory/scalc")
    for link in task.get("links", []):
        sheet = book.Sheets.getByIndex(0)
        # Separator, quote, UTF-8, first line, no column formats, the locale's language, quoted is not all text, detect dates.
        options = f"{ord(link['separator'])},34,76,1,,0,false,true,false"
        sheet.link(link["address"], "", "Text - txt - csv (StarCalc)", options, uno.Enum("com.sun.star.sheet.SheetLinkMode", "VALUE"))
        result["links"].append(rows(sheet))
        sheet.setLinkMode(uno.Enum("com.sun.star.sheet.SheetLinkMode", "NONE"))
        sheet.clearContents(1023)
    sheet = book.Sheets.getByIndex(0)
    for formula in task.get("formulas", []):
        cell = sheet.getCellByPosition(0, 0)
        cell.setFormula(formula)
        book.calculateAll()
        result["formulas"].append(value(cell))
    book.close(True)
    for path in task.get("open", []):
        book = load(desktop, Path(path).as_uri())
        result["files"].append({
            sheet.Name: {"rows": rows(sheet), "formulas": formulas(sheet)} for sheet in book.Sheets
        })
        book.close(True)
    return result


def main():
    task = json.load(sys.stdin)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office, desktop = start(task["locale"], folder)
        try:
            json.dump(pull(desktop, task), sys.stdout)
        finally:
            office.terminate()
            try:
                office.wait(30)
            except subprocess.TimeoutExpired:
                office.kill()


main()
