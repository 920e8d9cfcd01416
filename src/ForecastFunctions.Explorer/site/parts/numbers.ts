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
  if (size >= 1e9 || (size > 0 && size < 1e-4)) return format({ notation: "scientific", maximumSignificantDigits: 3 }).format(value);
  return size >= 100 ? format({ maximumFractionDigits: 0 }).format(value) : format({ maximumSignificantDigits: 3 }).format(value);
}

/** A value with its unit; what has unit 1 and lies between 0 and 1 is told in percent where it is a share. */
export function measured(value: number | null | undefined, unit: string, isShare = false): string {
  if (value === null || value === undefined) return "–";
  return isShare ? format({ style: "percent", maximumFractionDigits: 1 }).format(value) : unit === "1" ? short(value) : `${short(value)} ${unit}`;
}

export const percent = (value: number) => format({ style: "percent", maximumFractionDigits: 1 }).format(value);

/** Whether a variable is a share of something. */
export const isShare = (variable: string) => variable.startsWith("Share|");

/** A variable's name as a reader says it. */
export const spoken = (variable: string) => variable.replaceAll("|", ", ");
