// Reads queries as Kusto does. From standard input, as JSON: the columns of each table, and the queries by name.
// To standard output: for each query what is wrong with it, and the columns that it gives.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const folder = path.dirname(require.resolve('@kusto/language-service-next/package.json', { paths: [process.cwd()] }));
for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js'])
  vm.runInThisContext(fs.readFileSync(path.join(folder, file), 'utf8'), { filename: file });

const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;
const listOf = (list) => Array.from({ length: list.Count }, (_, i) => list.getItem(i));
const { tables, queries } = JSON.parse(fs.readFileSync(0, 'utf8'));
const symbols = Object.entries(tables).map(([name, columns]) => new Symbols.TableSymbol.$ctor7(name, `(${columns})`, null));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('telemetry', symbols));

const read = Object.entries(queries).map(([name, text]) => {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  return [name, {
    faults: listOf(code.GetDiagnostics()).map((fault) => `${fault.Code} at ${fault.Start}: ${fault.Message}`),
    columns: code.ResultType?.Columns ? listOf(code.ResultType.Columns).map((column) => `${column.Name}: ${column.Type.Name}`) : [],
  }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(read)));
