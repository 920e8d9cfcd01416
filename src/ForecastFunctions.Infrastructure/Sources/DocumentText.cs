using System.Text;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>The text of a document, which is UTF-8, with or without a byte order mark.</summary>
internal static class DocumentText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="SourceException">It is not UTF-8.</exception>
    public static string Of(ReadOnlyMemory<byte> document)
    {
        var bytes = document.Span;
        try
        {
            return Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SourceException(SourceFaultCodes.Malformed, "The document is not UTF-8.", exception);
        }
    }
}
