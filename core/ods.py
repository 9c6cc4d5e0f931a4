"""The parts of an OpenDocument sheet that `core.tables` fills, and the rules of its columns."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from core.table_columns import LISTS, Column

FIRST_DAY = date(1899, 12, 30)  # from where spreadsheets count
CELL_STYLES = ("cell", "text", "number", "date", "datetime", "time")
FRAME = '<style:table-cell-properties fo:border="0.5pt solid #c0c0c0"/>'

# Written as text, since a tree of 75,000 cells takes a minute.
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:automatic-styles>
<number:date-style style:name="n-date"><number:day number:style="long"/>\
<number:text>/</number:text><number:month number:style="long"/>\
<number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="n-datetime"><number:day number:style="long"/>\
<number:text>/</number:text><number:month number:style="long"/>\
<number:text>/</number:text><number:year number:style="long"/><number:text> </number:text>\
<number:hours number:style="long"/><number:text>:</number:text>\
<number:minutes number:style="long"/></number:date-style>
<number:time-style style:name="n-time"><number:hours number:style="long"/>\
<number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<number:text-style style:name="n-text"><number:text-content/></number:text-style>
<number:number-style style:name="n-number"><number:number number:min-integer-digits="1"/>\
</number:number-style>
<style:style style:name="head" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="help" style:family="table-cell">\
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="bottom"/>\
<style:text-properties fo:font-style="italic" fo:color="#555555"/></style:style>
<style:style style:name="hidden" style:family="table">\
<style:table-properties table:display="false"/></style:style>
{styles}
</office:automatic-styles>
<office:body><office:spreadsheet>{rules}<table:table table:name={name}>
{columns}
<table:table-header-rows>{head}</table:table-header-rows>
{rows}
</table:table>{lists}</office:spreadsheet></office:body></office:document-content>
"""

FROZEN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name={name}>
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">{lines}\
</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">{lines}</config:config-item>
</config:config-item-map-entry></config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed>
</config:config-item-set></office:settings></office:document-settings>
"""


def column_styles(widths: list[int]) -> str:
    return "".join(
        f'<style:style style:name="c{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        for number, width in enumerate(widths)
    )


def cell_styles(*, framed: bool) -> str:
    """One by kind of value, as the data styles of SHEET name them."""
    return "".join(
        f'<style:style style:name="{name}" style:family="table-cell"'
        + ("" if name == "cell" else f' style:data-style-name="n-{name}"')
        + (f">{FRAME}</style:style>" if framed else "/>")
        for name in CELL_STYLES
    )


def ods_rule(column: Column, name: str, list_letter: str, first_cell: str) -> str:
    condition, severity = ods_condition(column, list_letter)
    attributes = {
        "table:name": name,
        "table:condition": condition,
        "table:allow-empty-cell": "true",
        "table:display-list": "unsorted",
        "table:base-cell-address": first_cell,
    }
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
    title = quoteattr(column.heading)
    return (
        f"<table:content-validation {written}>"
        f'<table:help-message table:title={title} table:display="true">'
        f"<text:p>{escape(column.help)}</text:p></table:help-message>"
        f"<table:error-message table:title={title} table:message-type={quoteattr(severity)}"
        f' table:display="true"><text:p>{escape(column.refusal)}</text:p></table:error-message>'
        "</table:content-validation>"
    )


def ods_condition(column: Column, list_letter: str) -> tuple[str, str]:
    if column.choices:
        place = f"${LISTS}.${list_letter}$1:.${list_letter}${len(column.choices)}"
        return f"of:cell-content-is-in-list([{place}])", "warning"
    least, greatest = (
        (each - FIRST_DAY).days if isinstance(each, date) else each for each in column.bounds
    )
    kind = "date" if column.kind == "date" else "whole-number"
    between = f"cell-content-is-between({least},{greatest})"
    return f"of:cell-content-is-{kind}() and {between}", "stop"


def spaced(line: str) -> str:
    """XML folds spaces: each one after the first is an element of its own, so is a tab."""
    text = escape(line).replace("\t", "<text:tab/>")
    return re.sub("^ | (?= )", "<text:s/>", text)


def value_attributes(value) -> str:
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    if isinstance(value, int | float | Decimal):
        return f'office:value-type="float" office:value="{value}"'
    if isinstance(value, datetime):
        stamp = value.isoformat(timespec="seconds")
        return f'office:value-type="date" office:date-value="{stamp}" table:style-name="datetime"'
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value}" table:style-name="date"'
    if isinstance(value, time):
        stamp = value.strftime("PT%HH%MM%SS")
        return f'office:value-type="time" office:time-value="{stamp}" table:style-name="time"'
    return 'office:value-type="string"'
