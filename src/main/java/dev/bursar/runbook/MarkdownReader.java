package dev.bursar.runbook;

import dev.bursar.yaml.Complaints;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/** Finds in Markdown what a runbook is made of: headings, blocks that run, ticks and typed confirmations. */
final class MarkdownReader extends AbstractVisitor {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TaskListItemsExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private final Complaints complaints;
    private final List<Section> sections = new ArrayList<>();

    /**
     * A heading and what was found under it.
     *
     * @param line of the heading, from 1
     * @param level 1 for the top
     * @param parts in order
     */
    record Section(String heading, int level, int line, List<Part> parts) {}

    /**
     * Something to do or to answer.
     *
     * @param line of the fence, or of what is asked
     * @param text what stands in the block; what is to be ticked; the word to be typed
     */
    record Part(BlockInfo info, int line, String text) {}

    private MarkdownReader(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The sections in order. What is wrong becomes a complaint. */
    static List<Section> read(String text, Complaints complaints) {
        MarkdownReader reader = new MarkdownReader(complaints);
        PARSER.parse(text).accept(reader);
        return reader.sections;
    }

    @Override
    public void visit(Heading heading) {
        sections.add(new Section(textOf(heading), heading.getLevel(), lineOf(heading), new ArrayList<>()));
    }

    @Override
    public void visit(FencedCodeBlock block) {
        if (block.getClosingFenceLength() == null) {
            complaints.add(lineOf(block), "the fence that opens here is never closed");
            return;
        }
        BlockInfo.of(block.getInfo(), lineOf(block), complaints).ifPresent(info -> {
            if (!(block.getParent() instanceof Document)) {
                complaints.add(
                        lineOf(block), "a block that runs stands at the left margin, not in a list or a quotation");
            }
            add(new Part(info, lineOf(block), block.getLiteral()));
        });
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TaskListItemMarker marker && !marker.isChecked() && marker.getNext() != null) {
            Node item = node.getParent();
            add(new Part(asked(Kind.TICK), lineOf(item), textOf(marker.getNext())));
        }
    }

    @Override
    public void visit(BlockQuote quote) {
        if (quote.getFirstChild() == null || !textOf(quote.getFirstChild()).startsWith("Confirm:")) {
            super.visit(quote);
            return;
        }
        String word = strong(quote);
        if (word == null || word.isBlank()) {
            complaints.add(lineOf(quote), "a confirmation needs the word to be typed, as **{{month}}**");
            return;
        }
        add(new Part(asked(Kind.CONFIRM), lineOf(quote), word));
    }

    private void add(Part part) {
        if (sections.isEmpty()) {
            complaints.add(
                    part.line(), "what is to be done stands before the first heading; only a heading makes a step");
            return;
        }
        sections.getLast().parts().add(part);
    }

    private static BlockInfo asked(Kind kind) {
        return new BlockInfo(Language.TEXT, kind, Terms.STANDARD);
    }

    private static @Nullable String strong(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            String found = child instanceof StrongEmphasis ? textOf(child) : strong(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String textOf(Node node) {
        return TEXT.render(node).replaceAll("\\s+", " ").strip();
    }

    private static int lineOf(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().getFirst().getLineIndex() + 1;
    }
}
