using System.Text;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>The numbers of a run: for every period, variable and statistic a value, and where it applies its standard error.</summary>
public sealed class Projection : IRunResult<Projection>
{
    /// <summary>The only statistic of a deterministic run.</summary>
    public const string ValueStatistic = "value";

    private readonly double[] _values;
    private readonly double[] _standardErrors;
    private readonly int[] _places;

    /// <summary>The numbers in the order period, variable, statistic.</summary>
    /// <param name="range">The periods.</param>
    /// <param name="statistics">The names of the statistics, such as <c>value</c>, or <c>mean</c> and <c>p50</c>.</param>
    /// <param name="values">periods × variables × statistics values.</param>
    /// <param name="standardErrors">As many standard errors, NaN where none applies; empty where none applies at all.</param>
    /// <param name="exceedances">How likely thresholds are exceeded, each for every period.</param>
    /// <param name="joint">How likely conditions hold together, each for every period.</param>
    /// <param name="variables">The variables, in the catalogue's order; those of the plain model unless others are given.</param>
    /// <exception cref="ArgumentException">The counts do not fit.</exception>
    public Projection(
        PeriodRange range, IReadOnlyList<string> statistics, double[] values,
        double[]? standardErrors = null, IReadOnlyList<Exceedance>? exceedances = null, IReadOnlyList<JointProbability>? joint = null,
        IReadOnlyList<Variable>? variables = null)
    {
        Variables = variables ?? Projections.Variables.All;
        _places = StoredColumns.PlacesOf(Variables);
        Range = range;
        Statistics = statistics;
        Exceedances = exceedances ?? [];
        Joint = joint ?? [];
        _values = values;
        _standardErrors = standardErrors ?? [];
        var count = range.Count * Variables.Count * statistics.Count;
        if (values.Length != count)
            throw new ArgumentException($"{count} values are wanted, not {values.Length}.", nameof(values));
        if (_standardErrors.Length != 0 && _standardErrors.Length != count)
        {
            throw new ArgumentException(
                $"{count} standard errors are wanted, or none, not {_standardErrors.Length}.", nameof(standardErrors));
        }

        if (Exceedances.Any(e => e.Above.Count != range.Count || e.StandardErrors.Count != range.Count || e.CrossedBy.Count != range.Count))
            throw new ArgumentException($"{range.Count} probabilities of a threshold are wanted.", nameof(exceedances));
        if (Joint.Any(j => j.Alone.Append(j.Together).Append(j.StandardErrors).Append(j.HeldBy).Any(p => p.Count != range.Count)
            || j.Alone.Count != j.Threshold.Conditions.Count))
        {
            throw new ArgumentException($"{range.Count} probabilities of each condition are wanted, and of all together.", nameof(joint));
        }
    }

    /// <summary>The periods.</summary>
    public PeriodRange Range { get; }

    /// <summary>The variables, in the catalogue's order.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The names of the statistics.</summary>
    public IReadOnlyList<string> Statistics { get; }

    /// <summary>How likely thresholds are exceeded.</summary>
    public IReadOnlyList<Exceedance> Exceedances { get; }

    /// <summary>How likely conditions hold together.</summary>
    public IReadOnlyList<JointProbability> Joint { get; }

    /// <summary>About how much memory the numbers take.</summary>
    public long ByteCount => sizeof(double) * ((long)_values.Length + _standardErrors.Length);

    /// <summary>Whether there are numbers of a variable.</summary>
    public bool Has(Variable variable) => _places[variable.Index] >= 0;

    /// <summary>One value; not a number where the variable has none in the period.</summary>
    /// <param name="period">The period's place in the range.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="statistic">The statistic's place.</param>
    /// <exception cref="ArgumentException">There are no numbers of the variable.</exception>
    public double Value(int period, Variable variable, int statistic = 0) => _values[IndexOf(period, variable, statistic)];

    /// <summary>The standard error of a value, or <see langword="null"/> where none applies.</summary>
    /// <inheritdoc cref="Value"/>
    public double? StandardError(int period, Variable variable, int statistic = 0)
        => _standardErrors.Length == 0 || double.IsNaN(_standardErrors[IndexOf(period, variable, statistic)])
            ? null
            : _standardErrors[IndexOf(period, variable, statistic)];

    /// <summary>The numbers as bytes: little-endian, the same on every machine.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(StoredColumns.Named);
        writer.Write(Range.From.ToString());
        writer.Write(Range.To.ToString());
        StoredColumns.Write(writer, Variables);
        writer.Write(Statistics.Count);
        foreach (var statistic in Statistics)
            writer.Write(statistic);
        Write(writer, _values);
        Write(writer, _standardErrors);
        writer.Write(Exceedances.Count);
        foreach (var (threshold, above, standardErrors, crossedBy) in Exceedances)
        {
            writer.Write(threshold.Variable.Index);
            writer.Write(threshold.Level);
            Write(writer, above);
            Write(writer, standardErrors);
            Write(writer, crossedBy);
        }

        if (Joint.Count > 0)
            WriteJoint(writer);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not a projection of this version's variables.</exception>
    public static Projection FromBytes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
            var format = reader.ReadInt32();
            if (!Period.TryParse(reader.ReadString(), out var from) || !Period.TryParse(reader.ReadString(), out var to))
                throw new FormatException("The range of a stored projection is not one.");
            var variables = StoredColumns.Read(reader, format);
            var statistics = new string[ReadCount(reader, sizeEach: 1)];
            for (var i = 0; i < statistics.Length; i++)
                statistics[i] = reader.ReadString();
            var values = ReadDoubles(reader);
            var standardErrors = ReadDoubles(reader);
            var exceedances = new Exceedance[ReadCount(reader, sizeof(int) + sizeof(double))];
            for (var i = 0; i < exceedances.Length; i++)
            {
                var threshold = new Threshold(RunVariables.Catalogue[reader.ReadInt32()], reader.ReadDouble());
                exceedances[i] = new Exceedance(threshold, ReadDoubles(reader), ReadDoubles(reader), ReadDoubles(reader));
            }

            var joint = Remaining(reader) == 0 ? [] : ReadJoint(reader); // numbers without any end before
            return Remaining(reader) == 0
                ? new Projection(new PeriodRange(from, to), statistics, values, standardErrors, exceedances, joint, variables)
                : throw new FormatException("The projection goes on beyond its end.");
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new FormatException("The bytes are not a projection.", e);
        }
    }

    private int IndexOf(int period, Variable variable, int statistic)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)period, (uint)Range.Count, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)statistic, (uint)Statistics.Count, nameof(statistic));
        return _places[variable.Index] is >= 0 and var place
            ? (period * Variables.Count + place) * Statistics.Count + statistic
            : throw new ArgumentException($"The run has no variable {variable}.", nameof(variable));
    }

    private void WriteJoint(BinaryWriter writer)
    {
        writer.Write(Joint.Count);
        foreach (var (threshold, together, standardErrors, heldBy, alone) in Joint)
        {
            writer.Write(threshold.Name);
            writer.Write(threshold.Conditions.Count);
            foreach (var ((variable, level, isAbove), probabilities) in threshold.Conditions.Zip(alone))
            {
                writer.Write(variable.Index);
                writer.Write(level);
                writer.Write(isAbove);
                Write(writer, probabilities);
            }

            Write(writer, together);
            Write(writer, standardErrors);
            Write(writer, heldBy);
        }
    }

    private static JointProbability[] ReadJoint(BinaryReader reader)
    {
        var joint = new JointProbability[ReadCount(reader, sizeEach: 1)];
        for (var i = 0; i < joint.Length; i++)
        {
            var name = reader.ReadString();
            var conditions = new ThresholdCondition[ReadCount(reader, sizeof(int) + sizeof(double))];
            var alone = new double[conditions.Length][];
            for (var c = 0; c < conditions.Length; c++)
            {
                conditions[c] = new ThresholdCondition(RunVariables.Catalogue[reader.ReadInt32()], reader.ReadDouble(), reader.ReadBoolean());
                alone[c] = ReadDoubles(reader);
            }

            joint[i] = new JointProbability(
                new JointThreshold(name, conditions), ReadDoubles(reader), ReadDoubles(reader), ReadDoubles(reader), alone);
        }

        return joint;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<double> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers)
            writer.Write(number);
    }

    private static double[] ReadDoubles(BinaryReader reader)
    {
        var numbers = new double[ReadCount(reader, sizeof(double))];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadDouble();
        return numbers;
    }

    /// <summary>A count of items that the rest of the bytes can hold, so that a damaged one allocates nothing.</summary>
    private static int ReadCount(BinaryReader reader, int sizeEach)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= Remaining(reader) / sizeEach
            ? count
            : throw new FormatException("The projection ends before its numbers do.");
    }

    private static long Remaining(BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;
}
