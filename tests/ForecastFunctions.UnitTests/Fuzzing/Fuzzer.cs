using System.Diagnostics;
using CsCheck;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>
/// Tries inputs that are changed out of those of the corpus and of each that had a new outcome, until one leads to what is not
/// documented: an exception, too long a time, too much memory.
/// </summary>
/// <param name="harness">What reads them.</param>
/// <param name="seed">The same seed tries the same inputs.</param>
internal sealed class Fuzzer(Harness harness, ulong seed)
{
    private const int MaxPool = 2_000;
    private const int MaxPooledLength = 4_096;
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestShortening = TimeSpan.FromSeconds(10);

    private readonly Mutation _mutation = new(harness.Words);
    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<byte[]> _corpus = Corpus.Of(harness.Name);
    private readonly List<byte[]> _pool = [];
    private volatile Trial? _trial;
    private int _inputs;
    private TimeSpan _slowest;
    private long _mostBytes;

    /// <summary>Tries the inputs of the corpus alone.</summary>
    public FuzzResult Replay() => Watched(() => ReadCorpus());

    /// <summary>Tries the inputs of the corpus, and then changed ones.</summary>
    /// <param name="inputs">The most that are tried.</param>
    /// <param name="time">The longest that it goes on.</param>
    public FuzzResult Run(int inputs, TimeSpan time) => Watched(() => ReadCorpus() ?? ReadChanged(inputs, time));

    /// <summary>An input that is never done with cannot be ended, but it can be told.</summary>
    private FuzzResult Watched(Func<Finding?> find)
    {
        Finding? found = null;
        var thread = new Thread(() => found = find()) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (_trial is { } trial && Stopwatch.GetElapsedTime(trial.Since) > Stuck)
                return new FuzzResult(_inputs, _outcomes.Count, _slowest, _mostBytes, new Finding(trial.Input, $"It is not done after {Stuck}.", ""));
        }

        return new FuzzResult(_inputs, _outcomes.Count, _slowest, _mostBytes, found);
    }

    private Finding? ReadCorpus()
    {
        foreach (var input in _corpus)
        {
            _pool.Add(input);
            if (Try(input) is { } finding)
                return Shortened(finding);
        }

        return null;
    }

    private Finding? ReadChanged(int inputs, TimeSpan time)
    {
        var random = new PCG(1, seed);
        var start = Stopwatch.GetTimestamp();
        while (_inputs < inputs && Stopwatch.GetElapsedTime(start) < time)
        {
            var (input, other) = (Pick(random), Pick(random));
            var changed = _mutation.Apply(input, other, Mutation.Edits.Generate(random, null, out _));
            if (Try(changed) is { } finding)
                return Shortened(finding);
        }

        return null;
    }

    /// <summary>As often one of the corpus as one of all: most of what is found on the way is broken, and hard to break further.</summary>
    private byte[] Pick(PCG random) => _pool[(int)random.Next((uint)(random.Next(2) == 0 ? _corpus.Count : _pool.Count))];

    private Finding? Try(byte[] input)
    {
        _inputs++;
        var (outcome, finding) = Measured(input);
        if (finding is null && _outcomes.Add(outcome) && !_pool.Contains(input) && _pool.Count < MaxPool && input.Length <= MaxPooledLength)
            _pool.Add(input);
        return finding;
    }

    /// <summary>Whatever is beyond its bound is measured again: the machine, or the first use of a type, may be to blame.</summary>
    private (string Outcome, Finding? Finding) Measured(byte[] input)
    {
        var mostBytes = harness.AllocatedAtMost + harness.AllocatedPerByte * input.Length;
        for (var attempt = 1; ; attempt++)
        {
            _trial = new Trial(input, Stopwatch.GetTimestamp());
            var before = GC.GetAllocatedBytesForCurrentThread();
            string outcome;
            try
            {
                outcome = harness.Read(input);
            }
            catch (Exception e)
            {
                return ("", new Finding(input, e.GetType().Name, e.ToString()));
            }

            var (bytes, elapsed) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(_trial.Since));
            _trial = null;
            if (bytes <= mostBytes && elapsed <= harness.Slowest)
            {
                (_slowest, _mostBytes) = (elapsed > _slowest ? elapsed : _slowest, Math.Max(bytes, _mostBytes));
                return (outcome, null);
            }

            if (attempt == 4)
            {
                return elapsed > harness.Slowest
                    ? (outcome, new Finding(input, "It is slow.", $"{elapsed} for {input.Length} bytes; {harness.Slowest} is the bound. {outcome}"))
                    : (outcome, new Finding(input, "It takes much memory.", $"{bytes} bytes for {input.Length}; {mostBytes} is the bound. {outcome}"));
            }
        }
    }

    /// <summary>Leaves out what the finding does not need.</summary>
    private Finding Shortened(Finding finding)
    {
        var start = Stopwatch.GetTimestamp();
        for (var size = finding.Input.Length / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= finding.Input.Length && Stopwatch.GetElapsedTime(start) < LongestShortening;)
            {
                byte[] shorter = [.. finding.Input[..at], .. finding.Input[(at + size)..]];
                if (Measured(shorter).Finding is { } same && string.Equals(same.What, finding.What, StringComparison.Ordinal))
                    finding = same;
                else
                    at += size;
            }
        }

        return finding;
    }

    /// <summary>The input that is being read, and since when.</summary>
    private sealed record Trial(byte[] Input, long Since);
}
