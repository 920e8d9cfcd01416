using System.Text;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class JsonBodyTests
{
    [Theory]
    [InlineData(JsonBody.MaxDepth, true)]
    [InlineData(JsonBody.MaxDepth + 1, false)]
    public async Task Depth_UpToTheLimit_IsRead(int depth, bool isRead)
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);

        Assert.Equal(isRead, await IsReadAsync(Requests.Post(body)));
    }

    [Theory]
    [InlineData("\uFEFF{}", true)]
    [InlineData("\uFEFF\uFEFF{}", false)]
    [InlineData("{}\uFEFF", false)]
    public async Task Mark_OfUtf8BeforeTheBody_IsSkippedOnce(string body, bool isRead) => Assert.Equal(isRead, await IsReadAsync(Requests.Post(body)));

    [Theory]
    [InlineData(Operation.UsualBodyBytes, true)]
    [InlineData(Operation.UsualBodyBytes + 1, false)]
    public async Task Size_OfABodyThatComesInPieces_IsCountedWhileItIsRead(int size, bool isRead)
    {
        var body = new Pieces(Encoding.UTF8.GetBytes("{}".PadRight(size)));

        Assert.Equal(isRead, await IsReadAsync(Requests.Post(body), status: 413));
    }

    [Fact]
    public async Task Size_ThatIsDeclaredTooLarge_IsRefusedUnread()
    {
        var body = new Pieces([]);
        var request = Requests.Post(body);
        request.ContentLength = Operation.UsualBodyBytes + 1;

        Assert.False(await IsReadAsync(request, status: 413));
        Assert.Equal(0, body.Reads);
    }

    [Fact]
    public async Task Text_OfAnyKind_IsReadOrRefusedWith400()
        => await Gen.String[Gen.Char["{}[]\":,0123456789.eE+-truefalsn \n\\u"], 0, 30].SampleAsync(
            async text => { await IsReadAsync(Requests.Post(text)); }, iter: 2_000);

    [Fact]
    public void Pointer_ToAnyName_IsReadBackByItsRules()
        => Gen.String.Sample(name =>
        {
            var pointer = new Place("body", "/parent").Member(name).Target;

            Assert.StartsWith("/parent/", pointer, StringComparison.Ordinal);
            var token = pointer["/parent/".Length..];
            Assert.DoesNotContain('/', token);
            Assert.Equal(name, token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        });

    private static async Task<bool> IsReadAsync(Microsoft.AspNetCore.Http.HttpRequest request, int status = 400)
    {
        try
        {
            using var document = await JsonBody.ReadAsync(request, Operation.UsualBodyBytes, CancellationToken.None);
            return true;
        }
        catch (ProblemException problem)
        {
            Assert.Equal(status, problem.Kind.Status);
            return false;
        }
    }

    /// <summary>A body of unknown length that comes a few bytes at a time.</summary>
    private sealed class Pieces(byte[] body) : MemoryStream(body)
    {
        public int Reads { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 997)], cancellationToken);
        }
    }
}
