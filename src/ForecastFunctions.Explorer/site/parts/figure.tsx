// A picture: Observable Plot's SVG with a name, a sentence and the table of its numbers.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface FigureProps {
  title: string;
  note?: ComponentChildren;
  /** Draws at a width in pixels. */
  draw: (width: number) => SVGSVGElement | HTMLElement;
  /** What the picture depends on. */
  of: readonly unknown[];
  children?: ComponentChildren;
}

export function Figure({ title, note, draw, of, children }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watcher = new ResizeObserver(entries => setWidth(Math.floor(entries[0]!.contentRect.width)));
    watcher.observe(place.current!);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const picture = draw(Math.max(width, 240));
    // The page's policy allows no style of an element's own: what Plot writes here stands in style.css.
    for (const style of picture.querySelectorAll("style")) style.remove();
    // The picture is one image, whose numbers stand in a table: its parts have no names of their own.
    for (const part of picture.querySelectorAll("[aria-label], [aria-description]")) {
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    }
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", title);
    place.current!.replaceChildren(picture);
  }, [width, title, ...of]);
  return (
    <figure>
      <figcaption><strong>{title}</strong>{note && <span class="quiet"> {note}</span>}</figcaption>
      <div ref={place} class="picture" />
      {children}
    </figure>
  );
}
