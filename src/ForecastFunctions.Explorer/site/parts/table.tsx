// The numbers of a picture, for whoever reads rather than looks, and for copying.
import type { ComponentChildren } from "preact";

export interface Column<T> { name: string; cell: (row: T) => ComponentChildren; isNumber?: boolean }

export function Table<T>({ caption, columns, rows }: { caption: string; columns: Column<T>[]; rows: readonly T[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead><tr>{columns.map(c => <th key={c.name} scope="col" class={c.isNumber ? "number" : ""}>{c.name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>{columns.map((c, j) => j === 0
              ? <th key={c.name} scope="row">{c.cell(row)}</th>
              : <td key={c.name} class={c.isNumber ? "number" : ""}>{c.cell(row)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table of a picture, folded away under it. */
export function Numbers<T>(props: { caption: string; columns: Column<T>[]; rows: readonly T[] }) {
  return <details class="numbers"><summary>Numbers</summary><Table {...props} /></details>;
}
