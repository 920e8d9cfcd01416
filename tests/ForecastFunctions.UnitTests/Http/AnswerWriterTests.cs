using System.IO.Compression;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Http;

public sealed class AnswerWriterTests : IDisposable
{
    private const int Many = 40_000;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly Table Table = new("t", "T", [Column.Text<string>("text", "A text", text => text)]);
    private static readonly RowSequence<string> Rows = new(Many, Enumerable.Range(0, Many).Select(i => $"row {i} = of {Many}, \"said\""));

    private readonly FakeTimeProvider _time = new();
    private readonly ComputeGate _gate;
    private readonly AnswerWriter _writer;

    public AnswerWriterTests()
    {
        _gate = new ComputeGate(_time);
        _writer = new AnswerWriter(_gate, _time);
    }

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Text_ThatIsLong_IsSentInPartsAndIsTheSameAsTheWhole(bool isCsv, bool isPacked)
    {
        var whole = new Document(
            isCsv ? CsvTable.Write(Table, Rows, DecimalMark.Point) : JsonText.WritePage(null, Table, Rows, "/next", "c"), "text/csv");

        var document = await _writer.WriteAsync(isCsv ? Csv() : Json(), Caller.Anyone, null, CancellationToken.None);
        var response = Requests.Get("", ("Accept-Encoding", isPacked ? "gzip" : "identity")).HttpContext.Response;
        await document.ExecuteAsync(response.HttpContext);

        Assert.InRange(document.Length, AnswerWriter.MaxKept + 1, long.MaxValue);
        Assert.InRange(document.BytesHeld, 1, AnswerWriter.MaxKept);
        Assert.Equal((whole.Length, whole.ETag), (document.Length, document.ETag));
        var sent = ((MemoryStream)response.Body).ToArray();
        Assert.Equal(isPacked ? null : whole.Length, response.ContentLength);
        Assert.Equal(
            isCsv ? CsvTable.Write(Table, Rows, DecimalMark.Point) : JsonText.WritePage(null, Table, Rows, "/next", "c"),
            isPacked ? Unpacked(sent) : sent);
    }

    [Fact]
    public async Task Text_WhoseDigestIsKnown_IsWrittenOnceOnly()
    {
        var written = 0;
        var text = Json() with { Parts = () => Counted(Json().Parts()) };
        var first = await _writer.WriteAsync(text, Caller.Anyone, null, CancellationToken.None);
        var ofFirst = written;

        var again = await _writer.WriteAsync(text, Caller.Anyone, first.LongDigest, CancellationToken.None);

        Assert.Equal(ofFirst, written);
        Assert.Equal(first.ETag, again.ETag);
        await again.ExecuteAsync(Requests.Get().HttpContext);
        Assert.Equal(2 * ofFirst, written);

        IEnumerable<ReadOnlyMemory<byte>> Counted(IEnumerable<ReadOnlyMemory<byte>> parts)
        {
            foreach (var part in parts)
            {
                written++;
                yield return part;
            }
        }
    }

    [Theory]
    [InlineData(RowCosts.FreeRows, 0, 0)]
    [InlineData(RowCosts.FreeRows + 10, 0, 10 * RowCosts.NumbersPerRowWritten)]
    [InlineData(10, 2 * RowCosts.FreeRows, 2 * RowCosts.FreeRows * RowCosts.NumbersPerRowPassed)]
    public async Task Rows_BeyondThoseThatAreFree_AreCountedInTheQuota(int rows, int passed, long numbers)
    {
        using var meter = new CallerMeter(Quota.Default, _time);
        var text = new AnswerText("text/csv", () => CsvTable.Parts(Table, Rows.Take(rows), DecimalMark.Point), rows, passed);

        await _writer.WriteAsync(text, Caller.Anyone with { Meter = meter }, null, CancellationToken.None);

        Assert.Equal(numbers, meter.Unsaved().Pending.Compute);
    }

    [Fact]
    public async Task Reader_WhoDoesNotReadOn_IsGivenUp()
    {
        var document = await _writer.WriteAsync(Json(), Caller.Anyone, null, CancellationToken.None);
        var http = Requests.Get().HttpContext;
        var (body, left) = (new Unread(), new Leaving());
        http.Response.Body = body;
        http.Features.Set<IHttpRequestLifetimeFeature>(left);

        var sent = document.ExecuteAsync(http);
        await body.Reached.WaitAsync(Long);
        Assert.False(sent.IsCompleted);
        _time.Advance(LongText.Patience);

        await sent.WaitAsync(Long);
        Assert.True(http.RequestAborted.IsCancellationRequested);
        Assert.Equal(1, body.Writes);
    }

    [Fact]
    public async Task Caller_WhoLeaves_IsNoFailure()
    {
        var document = await _writer.WriteAsync(Json(), Caller.Anyone, null, CancellationToken.None);
        var http = Requests.Get().HttpContext;
        var (body, left) = (new Unread(), new Leaving());
        http.Response.Body = body;
        http.Features.Set<IHttpRequestLifetimeFeature>(left);

        var sent = document.ExecuteAsync(http);
        await body.Reached.WaitAsync(Long);
        left.Abort();

        await sent.WaitAsync(Long);
        Assert.Equal(1, body.Writes);
    }

    private static AnswerText Json() => new(JsonText.ContentType, () => JsonText.PartsOfPage(null, Table, Rows, "/next", "c"), Many);

    private static AnswerText Csv() => new(CsvTable.ContentType, () => CsvTable.Parts(Table, Rows, DecimalMark.Point), Many);

    private static byte[] Unpacked(byte[] body)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>Takes a first part for ever.</summary>
    private sealed class Unread : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            _reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>A request whose caller can leave.</summary>
    private sealed class Leaving : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public CancellationToken RequestAborted
        {
            get => _end.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _end.Cancel();

        public void Dispose() => _end.Dispose();
    }
}
