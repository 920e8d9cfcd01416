using System.Globalization;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The text form of distributions, read in one pass from left to right:
/// <c>number | name '(' number '..' number ')' | name '(' number {',' number} ')'</c>.
/// </summary>
internal ref struct DistributionText
{
    // The longest canonical form (three numbers of 24 characters) is below 100; anything far longer is a mistake.
    private const int MaxLength = 256;

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private DistributionText(ReadOnlySpan<char> text) => _text = text;

    internal static Distribution Read(string text)
    {
        if (text.Length > MaxLength)
            throw new InvalidDistributionException(
                "text", $"a distribution has at most {MaxLength} characters; got {text.Length}");
        return new DistributionText(text).Read();
    }

    internal static string Write(Distribution distribution)
    {
        var numbers = distribution.Numbers.Select(number => Numeral.Of(number.Value));
        if (distribution.IsFixed) return numbers.Single();
        return $"{distribution.Law.Name}({string.Join(distribution.Form.IsRange ? ".." : ",", numbers)})";
    }

    private Distribution Read()
    {
        SkipBlanks();
        if (_position == _text.Length)
        {
            throw Fault(
                "text",
                "a distribution is missing; write a number, or a law such as triangular(1.5,4.5,6) or lognormal(128..147)");
        }

        if (!char.IsAsciiLetter(_text[_position]))
        {
            var at = _position + 1;
            var value = ReadNumber("value");
            SkipBlanks();
            if (_text[_position..].StartsWith(".."))
                throw Fault("law", "a range needs a law before it, such as lognormal(128..147)");
            ReadEnd();
            return Create(Law.Fixed.Parameters, [value], [at]);
        }

        var start = _position;
        while (_position < _text.Length
            && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '-' or '_'))
        {
            _position++;
        }

        var law = Law.Find(_text[start.._position].ToString(), start + 1);
        SkipBlanks();
        if (!TryRead('('))
            throw Fault("text", $"'(' must follow {law.Name}, which takes {law.Usage}");
        return ReadArguments(law);
    }

    private Distribution ReadArguments(Law law)
    {
        var values = new List<double>(4);
        var positions = new List<int>(4);
        var isRange = false;
        while (true)
        {
            SkipBlanks();
            var arguments = (isRange ? law.Range! : law.Parameters).Arguments;
            if (values.Count == arguments.Count)
                throw Fault("text", $"{law.Name} takes no further number; it takes {law.Usage}");
            positions.Add(_position + 1);
            values.Add(ReadNumber(arguments[values.Count].Name));
            SkipBlanks();
            if (TryRead(')')) break;
            if (values.Count == 1 && law.Range is not null && TryRead('.') && TryRead('.'))
                isRange = true;
            else if (isRange || !TryRead(','))
                throw Fault("text", $"{Next()} is not expected; {Expected(law, isRange, values.Count)}");
        }

        ReadEnd();
        var form = isRange ? law.Range! : law.Parameters;
        if (values.Count < form.Arguments.Count)
        {
            _position = _text.TrimEnd().Length - 1;
            var missing = form.Arguments[values.Count];
            throw Fault(
                missing.Name, $"{missing.Name} ({missing.Description}) is missing; {law.Name} takes {law.Usage}");
        }

        return Create(form, [.. values], positions);
    }

    private static string Expected(Law law, bool isRange, int count)
    {
        if (isRange) return "')' must follow p95";
        var more = count < law.Parameters.Arguments.Count ? "',' and the next number, or ')'" : "')'";
        return count == 1 && law.Range is not null ? $"write {more}, or '..' and p95" : $"write {more}";
    }

    private static Distribution Create(LawForm form, double[] values, List<int> positions)
    {
        try
        {
            return form.Create(values);
        }
        catch (InvalidDistributionException exception)
        {
            throw new InvalidDistributionException(
                [.. exception.Faults.Select(fault => fault with { Position = PositionOf(fault) })]);
        }

        int? PositionOf(DistributionFault fault)
        {
            for (var i = 0; i < form.Arguments.Count; i++)
            {
                if (string.Equals(form.Arguments[i].Name, fault.Argument, StringComparison.Ordinal))
                    return positions[i];
            }

            return null;
        }
    }

    private double ReadNumber(string name)
    {
        var start = _position;
        if (_position < _text.Length && _text[_position] is '+' or '-') _position++;
        SkipDigits();
        // A point belongs to the number only before a digit, so that 1..2 is a range.
        if (_position + 1 < _text.Length && _text[_position] == '.' && char.IsAsciiDigit(_text[_position + 1]))
        {
            _position++;
            SkipDigits();
        }

        if (_position < _text.Length && _text[_position] is 'e' or 'E')
        {
            _position++;
            if (_position < _text.Length && _text[_position] is '+' or '-') _position++;
            SkipDigits();
        }

        var token = _text[start.._position];
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        _position = start;
        throw Fault(name, $"{name} must be a number such as 0.25 or 1.5e3; got {Next()}");
    }

    private void ReadEnd()
    {
        SkipBlanks();
        if (_position < _text.Length) throw Fault("text", $"nothing may follow the distribution; got {Next()}");
    }

    private readonly string Next()
    {
        if (_position >= _text.Length) return "the end of the text";
        var rest = _text[_position..];
        var length = rest.IndexOfAny(" \t,()");
        return $"'{Numeral.Excerpt(rest[..Math.Max(1, length < 0 ? rest.Length : length)].ToString())}'";
    }

    private readonly InvalidDistributionException Fault(string argument, string message) =>
        new(argument, message, _position + 1);

    private bool TryRead(char expected)
    {
        if (_position >= _text.Length || _text[_position] != expected) return false;
        _position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t') _position++;
    }

    private void SkipDigits()
    {
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position])) _position++;
    }
}
