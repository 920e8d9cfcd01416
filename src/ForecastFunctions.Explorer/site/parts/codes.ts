// The same question in other tools' words.
export interface Code { name: string; text: string }

/** A question of the API in the languages that its users write. */
export function codesOf(address: string): Code[] {
  const csv = address.replace("/projections?", "/projections.csv?");
  const quoted = (text: string) => text.replaceAll('"', '""');
  return [
    { name: "curl", text: `curl "${csv}"` },
    { name: "CSV", text: csv },
    { name: "Power Query", text: `Csv.Document(Web.Contents("${quoted(csv)}"), [Encoding = TextEncoding.Utf8])` },
    { name: "Python", text: `import pandas as pd\n\nrun = pd.read_csv("${csv}")\nprint(run.pivot_table("value", ["variable", "period"], "statistic"))` },
    { name: "R", text: `run <- read.csv("${csv}", fileEncoding = "UTF-8-BOM")` },
    { name: "C#", text: `using var http = new HttpClient();\nvar csv = await http.GetStringAsync("${csv}");` },
  ];
}

/** Words of a key's owner: where a key is wanted, each tool has its place for it. */
export const keyHint = "Where the service asks for a key, send it in the header x-functions-key; none of these texts holds yours.";
