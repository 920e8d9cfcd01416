// Checks M: syntax, names, number and types of arguments, and the form that the formatter gives it. Reads a JSON array of
// {name, text} from standard input, and writes one line for each finding: the name, the line, a code, and what is wrong.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createRequire } = require("node:module");

// The packages stand in the folder that the process was started in, and the library beside this script.
const load = createRequire(join(process.cwd(), "package.json"));
const parser = load("@microsoft/powerquery-parser");
const formatter = load("@microsoft/powerquery-formatter");
const services = load("@microsoft/powerquery-language-services");

/** A line of library.txt, "Name(parameter as type, …) as type" or "Name as type", as the language services want it. */
function symbolOf(line) {
    const [, name, parameters, type] = /^([\w.]+)(?:\((.*)\))? as ([\w ]+)$/.exec(line);
    const functionParameters = parameters?.split(", ").map((parameter) => {
        const [, optional, label, parameterType] = /^(optional )?(\w+) as ([\w ]+)$/.exec(parameter);
        return { name: label, type: parameterType, isRequired: !optional, isNullable: parameterType.startsWith("nullable ") };
    });
    const kind = functionParameters ? services.CompletionItemKind.Function : services.CompletionItemKind.Value;
    return { name, type, functionParameters, completionItemKind: kind, isDataSource: false };
}

function readLibrary() {
    const symbols = readFileSync(join(__dirname, "library.txt"), "utf8").trim().split("\n").map(symbolOf);
    return parser.ResultUtils.assertOk(services.LibrarySymbolUtils.createLibrary(symbols, () => new Map(), undefined));
}

async function check({ name, text }, library) {
    const inspectionSettings = services.InspectionUtils.inspectionSettings(parser.DefaultSettings, {
        library,
        isWorkspaceCacheAllowed: false,
        typeStrategy: services.TypeStrategy.Extended,
    });
    const analysisSettings = {
        inspectionSettings,
        isWorkspaceCacheAllowed: false,
        traceManager: inspectionSettings.traceManager,
        initialCorrelationId: undefined,
    };
    const validated = await services.validate(
        services.textDocument(name, 1, text),
        analysisSettings,
        services.ValidationSettingsUtils.createValidationSettings(inspectionSettings, { source: name }),
    );
    const findings = parser.ResultUtils.assertOk(validated).diagnostics.map(
        (found) => `${name}\t${found.range.start.line + 1}\t${found.code}\t${found.message.replaceAll(/\s+/g, " ")}`,
    );
    if (findings.length > 0) {
        return findings;
    }

    const formatted = await formatter.tryFormat({ ...formatter.DefaultSettings, newlineLiteral: "\n" }, text);
    if (parser.ResultUtils.isError(formatted)) {
        return [`${name}\t1\tFormat\t${formatted.error.message}`];
    }
    const [given, wanted] = [text.trim().split("\n"), formatted.value.trim().split("\n")];
    const line = wanted.findIndex((l, i) => l !== given[i]);
    return line < 0 ? [] : [`${name}\t${line + 1}\tFormat\t'${given[line]}' is formatted '${wanted[line]}'`];
}

async function main() {
    const library = readLibrary();
    for (const document of JSON.parse(readFileSync(0, "utf8"))) {
        for (const finding of await check(document, library)) {
            console.log(finding);
        }
    }
}

main();
