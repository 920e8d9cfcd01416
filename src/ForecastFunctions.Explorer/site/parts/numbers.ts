// Numbers in the reader's locale, with as many digits as are worth reading.
const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options);
  let known = formats.get(name);
  if (known === undefined) formats.set(name, known = new Intl.NumberFormat(undefined, options));
  return known;
}

/** A number with three significant digits, or all of those before the point. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size >= 1e6) return format({ notation: "compact", maximumSignificantDigits: 3 }).format(value);
  if (size > 0 && size < 1e-4) return format({ notation: "scientific", maximumSignificantDigits: 3 }).format(value);
  return size >= 100 ? format({ maximumFractionDigits: 0 }).format(value) : format({ maximumSignificantDigits: 3 }).format(value);
}

/** A value with its unit; what has unit 1 and lies between 0 and 1 is told in percent where it is a share. */
export function measured(value: number | null | undefined, unit: string, isShare = false): string {
  if (value === null || value === undefined) return "–";
  if (unit === "year") return format({ useGrouping: false, maximumFractionDigits: 1 }).format(value);
  return isShare ? format({ style: "percent", maximumFractionDigits: 1 }).format(value) : unit === "1" ? short(value) : `${short(value)} ${unit}`;
}

export const percent = (value: number) => format({ style: "percent", maximumFractionDigits: 1 }).format(value);

/** The text of a law with the digits that are worth reading: lognormal(216.0601..248.1316) is lognormal(216 … 248). */
export const shortLaw = (law: string) => law.replace("..", " … ").replace(/\d+(\.\d+)?/g, n => short(Number(n)));

/** Whether a variable is a share of something. */
export const isShare = (variable: string) => variable.startsWith("Share|");

/** A variable's name as a reader says it. */
export const spoken = (variable: string) => variable.replaceAll("|", ", ");
