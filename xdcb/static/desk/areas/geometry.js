/* Boxes, [left, top, right, bottom] in shares of the page: moved, resized and snapped, and never off the page. */
"use strict";

const areaGeometry = (() => {
  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  /** The box moved by so much, as far as the page goes. */
  function moved([left, top, right, bottom], dx, dy) {
    const x = within(dx, -left, 1 - right);
    const y = within(dy, -top, 1 - bottom);
    return [left + x, top + y, right + x, bottom + y];
  }

  /** The box with some of its edges ("n", "se", …) moved by so much; it stays `least` wide and high. */
  function resized([left, top, right, bottom], edges, dx, dy, least) {
    return [
      edges.includes("w") ? within(left + dx, 0, right - least) : left,
      edges.includes("n") ? within(top + dy, 0, bottom - least) : top,
      edges.includes("e") ? within(right + dx, left + least, 1) : right,
      edges.includes("s") ? within(bottom + dy, top + least, 1) : bottom,
    ];
  }

  /** The box between two points, on the page. */
  function spanned([x1, y1], [x2, y2]) {
    const [left, right] = [x1, x2].map((x) => within(x, 0, 1)).sort((a, b) => a - b);
    const [top, bottom] = [y1, y2].map((y) => within(y, 0, 1)).sort((a, b) => a - b);
    return [left, top, right, bottom];
  }

  /** How far the nearest of `lines` is from any of `edges`, 0 where none is within `reach`. */
  function nearest(edges, lines, reach) {
    let found = 0;
    let span = reach;
    for (const edge of edges) {
      for (const line of lines) {
        if (Math.abs(line - edge) < span) {
          found = line - edge;
          span = Math.abs(found);
        }
      }
    }
    return found;
  }

  const across = (boxes) => boxes.flatMap(([left, , right]) => [left, right]);
  const down = (boxes) => boxes.flatMap(([, top, , bottom]) => [top, bottom]);

  /** The moved box drawn to the edges of others that are within `reach` ([x, y]). */
  function snapped(box, others, reach) {
    return moved(box, nearest([box[0], box[2]], across(others), reach[0]), nearest([box[1], box[3]], down(others), reach[1]));
  }

  /** The resized box with its moved edges drawn to those of others. */
  function edgeSnapped(box, edges, others, reach, least) {
    const x = edges.includes("w") ? [box[0]] : edges.includes("e") ? [box[2]] : [];
    const y = edges.includes("n") ? [box[1]] : edges.includes("s") ? [box[3]] : [];
    return resized(box, edges, nearest(x, across(others), reach[0]), nearest(y, down(others), reach[1]), least);
  }

  const size = ([left, top, right, bottom]) => (right - left) * (bottom - top);

  return { moved, resized, spanned, snapped, edgeSnapped, size };
})();
