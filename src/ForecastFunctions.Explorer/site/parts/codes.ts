// The same question in other tools' words.
export interface Code { name: string; text: string }

/** What the texts are made of. */
export interface Kept {
  /** The question's whole address. */
  address: string;
  /** Where the API answers, without its version. */
  root: string;
  /** The id that the run is kept under. */
  runId: string;
  variables: readonly string[];
}

/** A question of the API in the languages that its users write. */
export function codesOf({ address, root, runId, variables }: Kept): Code[] {
  const csv = address.replace("/projections?", "/projections.csv?");
  return [
    { name: "curl", text: `curl "${csv}"` },
    { name: "CSV", text: csv },
    { name: "Power Query", text: powerQuery(csv) },
    { name: "Python", text: `import pandas as pd\n\nrun = pd.read_csv("${csv}")\nprint(run.pivot_table("value", ["variable", "period"], "statistic"))` },
    { name: "R", text: `run <- read.csv("${csv}", fileEncoding = "UTF-8-BOM")` },
    { name: "C#", text: csharp(root, runId, variables) },
  ];
}

const powerQuery = (csv: string) => `let
    Source = Csv.Document(
        Web.Contents("${csv.replaceAll('"', '""')}"),
        [Encoding = TextEncoding.Utf8]
    ),
    Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = true])
in
    Rows`;

const csharp = (root: string, runId: string, variables: readonly string[]) => `using ForecastFunctions.Client;

using var client = new ForecastClient(new Uri("${root}"), key: null);
await foreach (var row in client.ReadRowsAsync("${runId}", [${variables.map(v => `"${v}"`).join(", ")}]))
    Console.WriteLine($"{row.Variable} {row.Period} {row.Statistic}: {row.Value} {row.Unit}");`;

/** Words of a key's owner: where a key is wanted, each tool has its place for it. */
export const keyHint = "Where the service asks for a key, send it in the header x-functions-key (in C# it is the client's key); none of these texts holds yours.";
