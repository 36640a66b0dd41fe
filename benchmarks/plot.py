#!/usr/bin/env python3
"""Draws the table "All traces" of a findings file: what the best simple scaler and Lagcast cost beside the clairvoyant.

benchmarks/plot.py docs/findings/0003-decisions.md docs/decisions.svg
"""
import sys
from html import escape

ROW, BAR, LEFT, WIDTH, TOP, MOST = 34, 11, 200, 560, 70, 4.0
SIMPLE, LAGCAST, INK, RULE = "#b8bec9", "#1f6feb", "#1f2328", "#d0d7de"


def rows(path):
    """Name, best simple scaler and Lagcast as multiples of the clairvoyant, share in time in per cent."""
    with open(path, encoding="utf-8") as text:
        lines = iter(text)
        for line in lines:
            if line.startswith("| trace | clairvoyant | rate:0.7 |"):
                next(lines)
                break
        else:
            sys.exit(f"{path} has no table of all traces")
        for line in lines:
            if not line.startswith("|"):
                return
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            clairvoyant, *rates, lagcast = (float(cell) for cell in cells[1:5])
            yield cells[0], min(rates) / clairvoyant, lagcast / clairvoyant, float(cells[7])


def text(x, y, words, size=12, anchor="start", colour=INK):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def bar(y, value, colour):
    length = (min(value, MOST) - 1) / (MOST - 1) * WIDTH
    label = f"{value:.2f}" + (" (off the scale)" if value > MOST else "")
    inside = value > MOST
    return (
        f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
        + text(LEFT + length + (-6 if inside else 6), y + BAR - 2, label, 10, "end" if inside else "start")
    )


def main(source, target):
    traces = sorted(rows(source), key=lambda row: row[2])
    height = TOP + ROW * len(traces) + 40
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="860" height="{height}" viewBox="0 0 860 {height}" font-family="system-ui, sans-serif" role="img"',
        ' aria-label="Cost of scaling over the cost of the clairvoyant, by trace">',
        f'<rect width="860" height="{height}" fill="#ffffff"/>',
        text(16, 26, "Cost of scaling, late records included, over the clairvoyant's", 16),
        f'<rect x="{LEFT}" y="42" width="12" height="12" fill="{SIMPLE}"/>' + text(LEFT + 18, 52, "best simple scaler of the trace, in hindsight"),
        f'<rect x="{LEFT + 290}" y="42" width="12" height="12" fill="{LAGCAST}"/>' + text(LEFT + 308, 52, "Lagcast"),
    ]
    for tick in (1, 1.5, 2, 3, 4):
        x = LEFT + (tick - 1) / (MOST - 1) * WIDTH
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - 34}" stroke="{RULE}"/>')
        out.append(text(x, height - 16, f"{tick:g}", 11, "middle"))
    for i, (name, simple, lagcast, in_time) in enumerate(traces):
        y = TOP + 6 + i * ROW
        out.append(text(LEFT - 10, y + 10, name, 12, "end"))
        out.append(text(LEFT - 10, y + 23, f"{in_time:.1f} % in time", 10, "end", "#59636e"))
        out.append(bar(y, simple, SIMPLE))
        out.append(bar(y + BAR + 1, lagcast, LAGCAST))
    out.append("</svg>")
    with open(target, "w", encoding="utf-8") as svg:
        svg.write("\n".join(out) + "\n")


if len(sys.argv) != 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
