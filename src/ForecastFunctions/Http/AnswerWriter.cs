using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Http;

/// <summary>The text of an answer, before it is written.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Parts">Writes it part by part, the same each time; each part is valid until the next one is written.</param>
/// <param name="Rows">How many rows are written in it.</param>
/// <param name="RowsPassed">How many rows are passed over on the way to them.</param>
public sealed record AnswerText(string ContentType, Func<IEnumerable<ReadOnlyMemory<byte>>> Parts, long Rows, long RowsPassed = 0);

/// <summary>
/// Writes the texts of answers: many rows behind the gate and at their price. A short text is kept; a long one is written once for its
/// digest, without being kept, and again while it is sent.
/// </summary>
/// <param name="gate">Gives the work its turn.</param>
/// <param name="time">Bounds the patience with who reads a long text.</param>
public sealed class AnswerWriter(ComputeGate gate, TimeProvider time)
{
    /// <summary>The most bytes of a text that is kept until it is sent.</summary>
    public const int MaxKept = 1024 * 1024;

    /// <summary>Writes an answer.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="known">The digest of a long text that was written before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Application.Contract.ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    public async Task<Document> WriteAsync(AnswerText text, Caller caller, TextDigest? known, CancellationToken cancellationToken)
    {
        var numbers = RowCosts.Of(text.Rows, text.RowsPassed);
        if (numbers == 0)
            return Write(text, caller, cancellationToken);
        if (known is null)
            return await gate.WorkAsync(numbers, caller, end => Write(text, caller, end), cancellationToken);
        caller.Meter?.TakeCompute(numbers);
        return Long(text, known, caller);
    }

    private Document Write(AnswerText text, Caller caller, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = new ArrayBufferWriter<byte>(4096);
        var length = 0L;
        foreach (var part in text.Parts())
        {
            cancellationToken.ThrowIfCancellationRequested();
            digest.AppendData(part.Span);
            length += part.Length;
            if (length <= MaxKept)
                kept.Write(part.Span);
            else
                kept = new ArrayBufferWriter<byte>();
        }

        return length <= MaxKept
            ? new Document(kept.WrittenSpan.ToArray(), text.ContentType)
            : Long(text, new TextDigest(length, Base64Url.EncodeToString(digest.GetHashAndReset().AsSpan(0, 16))), caller);
    }

    private Document Long(AnswerText text, TextDigest digest, Caller caller)
        => new(new LongText(digest, text.Parts, caller, gate, time), text.ContentType);
}
