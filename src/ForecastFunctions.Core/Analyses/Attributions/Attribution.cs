using System.Text;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>The numbers of an attribution: for every variable where it comes from, where it goes, and what each cause adds.</summary>
/// <remarks>For every variable, the contributions sum to <see cref="To"/> − <see cref="From"/>.</remarks>
public sealed class Attribution : IRunResult<Attribution>
{
    private readonly int[] _places;

    /// <summary>An attribution.</summary>
    /// <param name="causes">The names of the causes.</param>
    /// <param name="from">The value of each variable in the first period, or in the reference.</param>
    /// <param name="to">Its value in the second period, or in the scenario.</param>
    /// <param name="contributions">For each cause, its contribution to each variable.</param>
    /// <param name="standardErrors">As many standard errors, or none where the contributions are exact.</param>
    /// <param name="evaluations">How often the model was evaluated.</param>
    /// <param name="variables">The variables, in the catalogue's order; those of the plain model unless others are given.</param>
    /// <exception cref="ArgumentException">The counts do not fit.</exception>
    public Attribution(
        IReadOnlyList<string> causes, double[] from, double[] to,
        IReadOnlyList<double[]> contributions, IReadOnlyList<double[]> standardErrors, int evaluations,
        IReadOnlyList<Variable>? variables = null)
    {
        Variables = variables ?? Projections.Variables.All;
        _places = StoredColumns.PlacesOf(Variables);
        if (contributions.Count != causes.Count || (standardErrors.Count != 0 && standardErrors.Count != causes.Count))
            throw new ArgumentException("Every cause has contributions.", nameof(contributions));
        if (contributions.Concat(standardErrors).Append(from).Append(to).Any(c => c.Length != Variables.Count))
            throw new ArgumentException($"{Variables.Count} numbers are wanted, one for each variable.", nameof(contributions));
        Causes = causes;
        From = from;
        To = to;
        Contributions = contributions;
        StandardErrors = standardErrors;
        Evaluations = evaluations;
    }

    /// <summary>The variables, in the catalogue's order.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>A variable's place among them.</summary>
    /// <exception cref="ArgumentException">There are no numbers of the variable.</exception>
    public int PlaceOf(Variable variable) => _places[variable.Index] is >= 0 and var place
        ? place
        : throw new ArgumentException($"The attribution has no variable {variable}.", nameof(variable));

    /// <summary>The names of the causes: drivers, or parameters and events.</summary>
    public IReadOnlyList<string> Causes { get; }

    /// <summary>The value of each variable in the first period, or in the reference.</summary>
    public IReadOnlyList<double> From { get; }

    /// <summary>The value of each variable in the second period, or in the scenario.</summary>
    public IReadOnlyList<double> To { get; }

    /// <summary>For each cause, its contribution to each variable, in the variable's unit.</summary>
    public IReadOnlyList<double[]> Contributions { get; }

    /// <summary>The standard errors of the contributions; empty where they are exact.</summary>
    public IReadOnlyList<double[]> StandardErrors { get; }

    /// <summary>How often the model was evaluated.</summary>
    public int Evaluations { get; }

    /// <summary>Whether the contributions are exact; otherwise they are estimates, which still sum to the change.</summary>
    public bool IsExact => StandardErrors.Count == 0;

    /// <inheritdoc/>
    public long ByteCount => sizeof(double) * (long)Variables.Count * (2 + Contributions.Count + StandardErrors.Count);

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(StoredColumns.Named);
        writer.Write(Evaluations);
        StoredColumns.Write(writer, Variables);
        writer.Write(Causes.Count);
        writer.Write(IsExact);
        foreach (var cause in Causes)
            writer.Write(cause);
        foreach (var number in From.Concat(To).Concat(Contributions.Concat(StandardErrors).SelectMany(c => c)))
            writer.Write(number);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <inheritdoc cref="IRunResult{TSelf}.FromBytes"/>
    public static Attribution FromBytes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
            var format = reader.ReadInt32();
            var evaluations = reader.ReadInt32();
            var variables = StoredColumns.Read(reader, format);
            var count = reader.ReadInt32();
            if (count < 0 || count > bytes.Length)
                throw new FormatException("The attribution ends before its numbers do.");
            var isExact = reader.ReadBoolean();
            var causes = new string[count];
            for (var i = 0; i < count; i++)
                causes[i] = reader.ReadString();
            var (from, to) = (ReadNumbers(reader, variables.Count), ReadNumbers(reader, variables.Count));
            double[][] contributions = [.. causes.Select(_ => ReadNumbers(reader, variables.Count))];
            double[][] standardErrors = isExact ? [] : [.. causes.Select(_ => ReadNumbers(reader, variables.Count))];
            return reader.BaseStream.Position == reader.BaseStream.Length
                ? new Attribution(causes, from, to, contributions, standardErrors, evaluations, variables)
                : throw new FormatException("The attribution goes on beyond its end.");
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new FormatException("The bytes are not an attribution.", e);
        }
    }

    private static double[] ReadNumbers(BinaryReader reader, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadDouble();
        return numbers;
    }
}
