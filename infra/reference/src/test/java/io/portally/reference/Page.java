package io.portally.reference;

import java.util.List;

/** A page of Markdown as it grows. */
final class Page {

  private final StringBuilder text = new StringBuilder();

  Page(String title, String madeFrom) {
    text.append("# ").append(title).append("\n\n");
    paragraph(
        "Made from %s; a test holds it against them. Not to be edited by hand: [CONTRIBUTING.md](../../CONTRIBUTING.md#reference-pages) says how it is made anew."
            .formatted(madeFrom));
  }

  Page heading(String heading) {
    text.append("## ").append(heading).append("\n\n");
    return this;
  }

  Page subheading(String heading) {
    text.append("### ").append(heading).append("\n\n");
    return this;
  }

  Page paragraph(String paragraph) {
    text.append(paragraph).append("\n\n");
    return this;
  }

  /** A table; a vertical bar in a cell is escaped. */
  Page table(List<String> header, List<List<String>> rows) {
    row(header);
    row(header.stream().map(column -> "---").toList());
    rows.forEach(this::row);
    text.append("\n");
    return this;
  }

  private void row(List<String> cells) {
    text.append("|");
    cells.forEach(cell -> text.append(" ").append(cell.replace("|", "\\|").strip()).append(" |"));
    text.append("\n");
  }

  static String code(String word) {
    return "`" + word + "`";
  }

  /** The page's text, with one newline at its end. */
  String text() {
    return text.toString().stripTrailing() + "\n";
  }
}
