using System.Globalization;
using System.Text.RegularExpressions;

namespace ForecastFunctions.UnitTests.Explanations;

/// <summary>Evaluates a formula as a reader of its text would: by the text and the values of its symbols alone.</summary>
internal sealed partial class FormulaText
{
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, double> _values;
    private readonly IReadOnlyList<string> _symbols;
    private int _at;

    private FormulaText(string text, IReadOnlyDictionary<string, double> values)
    {
        _text = text;
        _values = values;
        _symbols = [.. values.Keys.OrderByDescending(s => s.Length)];
    }

    public static double Evaluate(string text, IReadOnlyDictionary<string, double> values)
    {
        var formula = new FormulaText(text, values);
        var value = formula.Sum();
        return formula._at == text.Length ? value : throw new FormatException($"'{text}' goes on at {formula._at}.");
    }

    private double Sum()
    {
        var value = Product();
        while (true)
        {
            if (Takes("+"))
                value += Product();
            else if (Takes("−"))
                value -= Product();
            else
                return value;
        }
    }

    private double Product()
    {
        var value = Signed();
        while (true)
        {
            if (Takes("·"))
                value *= Signed();
            else if (Takes("/"))
                value /= Signed();
            else
                return value;
        }
    }

    private double Signed() => Takes("−") ? -Signed() : Raised();

    private double Raised()
    {
        var value = Atom();
        return Takes("^") ? Math.Exp(Atom() * Math.Log(value)) : value;
    }

    private double Atom()
    {
        if (Takes("("))
            return Closed(Sum());
        if (Takes("exp("))
            return Math.Exp(Closed(Sum()));
        if (Takes("ln("))
            return Math.Log(Closed(Sum()));
        if (Takes("logit("))
            return Closed(Sum()) is var a ? Math.Log(a) - Math.Log(1 - a) : 0;
        if (Takes("φ("))
            return MeanDecay(Closed(Sum()));
        if (Takes("max("))
            return Arguments().Max();
        if (Takes("min("))
            return Arguments().Min();
        if (Takes("below("))
            return Arguments() is [var a, var b] ? a < b ? 1 : 0 : throw Lacking("two arguments");
        if (Takes("cut("))
            return Arguments() is [var a, var b] ? Math.Abs(a - b) < 1e-13 * a ? 0 : a - b : throw Lacking("two arguments");
        if (_symbols.FirstOrDefault(Takes) is { } symbol)
            return _values[symbol];
        var number = Number().Match(_text, _at);
        if (!number.Success || number.Index != _at)
            throw new FormatException($"'{_text}' has neither a symbol nor a number at {_at}.");
        _at += number.Length;
        Skip();
        return double.Parse(number.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>(1 − e^(−z))/z by the trick of Kahan, in which the error of the rounded power cancels.</summary>
    private static double MeanDecay(double z)
    {
        var power = Math.Exp(-z);
        return power == 1 ? 1 : (1 - power) / -Math.Log(power);
    }

    private List<double> Arguments()
    {
        List<double> arguments = [Sum()];
        while (Takes(";"))
            arguments.Add(Sum());
        _ = Closed(0);
        return arguments;
    }

    private double Closed(double value) => Takes(")") ? value : throw Lacking("a parenthesis");

    private FormatException Lacking(string what) => new($"'{_text}' lacks {what} at {_at}.");

    private bool Takes(string token)
    {
        if (string.CompareOrdinal(_text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        Skip();
        return true;
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    [GeneratedRegex(@"\d+(\.\d+)?(e\d+|E-\d+)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
