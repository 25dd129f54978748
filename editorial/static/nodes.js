// What the writing surface can hold: exactly what articles/text/allowed.py allows. Whatever else is pasted is flattened
// here, and once more on the server, which decides.

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  Italic,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  UndoRedo,
  mergeAttributes,
  wrappingInputRule,
} from "django-prose-editor/editor";

import { gettext } from "./words.js";

export const CALLOUTS = { note: gettext("Note"), tip: gettext("Tip"), warning: gettext("Warning"), danger: gettext("Danger") };

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});

// A link to somewhere (href), or to another article by its id (data-article).
const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: attribute("href"), "data-article": attribute("data-article") }),
  parseHTML: () => [{ tag: "a[href]" }, { tag: "a[data-article]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    kind: {
      default: "note",
      parseHTML: (element) => (element.dataset.callout in CALLOUTS ? element.dataset.callout : "note"),
      renderHTML: ({ kind }) => ({ "data-callout": kind }),
    },
  }),
  parseHTML: () => [{ tag: "aside[data-callout]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes), 0],
});

// Lists have no styles of their own, only a first number.
const Numbers = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addNodeView: () => null,
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^(\d{1,3})\.\s$/,
        type: this.type,
        getAttributes: (match) => ({ start: Number(match[1]) }),
        joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
      }),
    ];
  },
});

const Item = ListItem.extend({ content: "(paragraph | bulletList | orderedList)+" });

// Tables without widths: those would be inline styles, which the page's policy refuses.
const Grid = Table.extend({
  renderHTML: () => ["table", ["tbody", 0]],
  addNodeView: () => null,
});
const span = (name) => ({
  default: 1,
  parseHTML: (element) => Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1,
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
});
const spans = { colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false, parseHTML: () => null } };
const Cell = TableCell.extend({ content: "paragraph+", addAttributes: () => spans });
const HeadCell = TableHeader.extend({
  content: "paragraph+",
  addAttributes: () => ({ ...spans, scope: attribute("scope") }),
});

export const extensions = [
  Document,
  Paragraph,
  Text,
  Heading.configure({ levels: [3, 4] }),
  BulletList,
  Numbers.configure({ enableListAttributes: false }),
  Item,
  Blockquote,
  Callout,
  Grid.configure({ resizable: false, renderWrapper: false }),
  TableRow,
  Cell,
  HeadCell,
  HardBreak,
  Link,
  Bold,
  Italic,
  Subscript,
  Superscript,
  UndoRedo,
  Dropcursor.configure({ color: false, class: "drop-cursor" }),
  Gapcursor,
];
