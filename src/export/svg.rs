//! A screen as a picture: the cells of a buffer as SVG, lines and shades as shapes so that no font can break them.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The width of a cell in pixels.
const WIDE: f32 = 8.4;
/// The height of a cell in pixels.
const HIGH: f32 = 18.0;
/// The space around the screen in pixels.
const MARGIN: f32 = 12.0;

/// The picture of a buffer, in the colours that its cells name; a cell without one takes black on white.
#[must_use]
pub fn svg(buf: &Buffer) -> String {
    let area = *buf.area();
    let (width, height) = (f32::from(area.width) * WIDE + 2.0 * MARGIN, f32::from(area.height) * HIGH + 2.0 * MARGIN);
    let ground = buf.cell((area.x, area.y)).map_or_else(|| "#ffffff".into(), |cell| color(cell.bg, "#ffffff"));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n"
    );
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let run = run(buf, x, y);
            let put = if run.cells == 1 { shape_or_text } else { text };
            put(&mut svg, buf, x, y, &run);
            x += run.cells;
        }
    }
    svg + "</svg>\n"
}

/// Neighbouring cells that are written as one.
struct Run {
    words: String,
    cells: u16,
}

/// The longest run of plain letters of one look from a cell on; any other sign is a run of its own.
fn run(buf: &Buffer, x: u16, y: u16) -> Run {
    let first = &buf[(x, y)];
    let mut run = Run { words: first.symbol().to_owned(), cells: 1 };
    while is_plain(first) && x + run.cells < buf.area().right() {
        let next = &buf[(x + run.cells, y)];
        if !is_plain(next) || next.fg != first.fg || next.modifier != first.modifier {
            break;
        }
        run.words += next.symbol();
        run.cells += 1;
    }
    run
}

fn is_plain(cell: &Cell) -> bool {
    cell.symbol().chars().all(|c| c.is_ascii() || c.is_alphanumeric())
}

fn shape_or_text(svg: &mut String, buf: &Buffer, x: u16, y: u16, run: &Run) {
    let fill = color(buf[(x, y)].fg, "#000000");
    let (left, top) = corner(buf, x, y);
    let (right, bottom, middle_x, middle_y) = (left + WIDE, top + HIGH, left + WIDE / 2.0, top + HIGH / 2.0);
    let line = |path: String, width: f32| format!("<path d=\"{path}\" fill=\"none\" stroke=\"{fill}\" stroke-width=\"{width}\"/>\n");
    let block = |share: f32| {
        format!("<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{WIDE}\" height=\"{HIGH}\" fill=\"{fill}\" fill-opacity=\"{share}\"/>\n")
    };
    let level = format!("M{left:.1} {middle_y:.1}H{right:.1}");
    *svg += &match run.words.as_str() {
        "─" => line(level, 1.2),
        "━" => line(level, 3.0),
        "│" => line(format!("M{middle_x:.1} {top:.1}V{bottom:.1}"), 1.2),
        "╭" => {
            line(format!("M{middle_x:.1} {bottom:.1}V{:.1}Q{middle_x:.1} {middle_y:.1} {right:.1} {middle_y:.1}", middle_y + 4.0), 1.2)
        }
        "╮" => line(format!("M{middle_x:.1} {bottom:.1}V{:.1}Q{middle_x:.1} {middle_y:.1} {left:.1} {middle_y:.1}", middle_y + 4.0), 1.2),
        "╰" => line(format!("M{middle_x:.1} {top:.1}V{:.1}Q{middle_x:.1} {middle_y:.1} {right:.1} {middle_y:.1}", middle_y - 4.0), 1.2),
        "╯" => line(format!("M{middle_x:.1} {top:.1}V{:.1}Q{middle_x:.1} {middle_y:.1} {left:.1} {middle_y:.1}", middle_y - 4.0), 1.2),
        "├" => line(format!("M{middle_x:.1} {top:.1}V{bottom:.1}M{middle_x:.1} {middle_y:.1}H{right:.1}"), 1.2),
        "┤" => line(format!("M{middle_x:.1} {top:.1}V{bottom:.1}M{middle_x:.1} {middle_y:.1}H{left:.1}"), 1.2),
        "░" => block(0.25),
        "▒" => block(0.55),
        "▓" => block(0.8),
        _ => return text(svg, buf, x, y, run),
    };
}

fn text(svg: &mut String, buf: &Buffer, x: u16, y: u16, run: &Run) {
    let words = run.words.trim_end();
    if words.is_empty() {
        return;
    }
    let cell = &buf[(x, y)];
    let (left, top) = corner(buf, x, y);
    let cells = words.chars().count() as f32;
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let fill = color(cell.fg, "#000000");
    // Writing to a string does not fail.
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\"{bold} xml:space=\"preserve\">{}</text>",
        top + 13.5,
        cells * WIDE,
        words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
    );
}

fn corner(buf: &Buffer, x: u16, y: u16) -> (f32, f32) {
    let area = buf.area();
    (MARGIN + f32::from(x - area.x) * WIDE, MARGIN + f32::from(y - area.y) * HIGH)
}

fn color(color: Color, other: &str) -> String {
    if let Color::Rgb(r, g, b) = color { format!("#{r:02x}{g:02x}{b:02x}") } else { other.to_owned() }
}
