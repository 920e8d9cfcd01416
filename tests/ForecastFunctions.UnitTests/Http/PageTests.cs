using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.UnitTests.Http;

public class PageTests
{
    /// <summary>Names of lists; half a surrogate pair has no UTF-8, and no list has one in its name.</summary>
    private static readonly Gen<string> Contents = Gen.String[0, 2_000].Select(
        text => string.Concat(text.Where(character => !char.IsSurrogate(character))));

    [Fact]
    public void Pages_OfAnySize_PutTogetherAreTheList()
        => Gen.Select(Gen.Int[0, 50], Gen.Int[1, 60], Contents).Sample((count, limit, content) =>
        {
            var rows = Enumerable.Range(0, count).ToList();
            var found = new List<int>();
            var page = Read($"?limit={limit}").Of(rows, content);
            found.AddRange(page.Rows);
            while (page.NextCursor is { } cursor)
            {
                Assert.Equal(limit, page.Rows.Count);
                page = Read($"?limit={limit}&cursor={cursor}").Of(rows, content);
                Assert.NotEmpty(page.Rows);
                found.AddRange(page.Rows);
            }

            Assert.Equal(rows, found);
        });

    [Fact]
    public void Cursor_OfOtherContent_IsRefused()
        => Gen.Select(Contents, Contents).Where((one, other) => !string.Equals(one, other, StringComparison.Ordinal)).Sample((one, other) =>
        {
            int[] rows = [1, 2, 3];
            var cursor = Read("?limit=1").Of(rows, one).NextCursor;

            Assert.Throws<ProblemException>(() => Read($"?cursor={cursor}").Of(rows, other));
        });

    [Fact]
    public void Cursor_OfAnyText_IsRefusedAndNeverThrows()
        => Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 40]).Sample(text =>
        {
            var arguments = HttpArguments.OfQuery(Requests.Get("?cursor=" + Uri.EscapeDataString(text)));

            PageRequest.Read(arguments);

            Assert.All(arguments.Faults, fault => Assert.Equal(("cursor", FaultCode.Malformed), (fault.Target, fault.Code)));
        });

    [Theory]
    [InlineData("-1 x")]
    [InlineData("0 x")]
    [InlineData("1e3 x")]
    [InlineData("99999999999 x")]
    [InlineData("7")]
    public void Cursor_WithAnOffsetThatIsNone_IsMalformed(string inside)
    {
        var arguments = HttpArguments.OfQuery(
            Requests.Get("?cursor=" + WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(inside))));

        PageRequest.Read(arguments);

        Assert.Equal(FaultCode.Malformed, Assert.Single(arguments.Faults).Code);
    }

    [Fact]
    public void Cursor_BeyondTheEnd_IsRefused()
    {
        var cursor = Read("?limit=3").Of([1, 2, 3, 4], "list").NextCursor;

        Assert.Throws<ProblemException>(() => Read($"?cursor={cursor}").Of([1, 2, 3], "list"));
    }

    [Fact]
    public void Limit_AtItsEdges_IsTakenAndBeyondThemRefused()
    {
        Assert.Equal(1, Read("?limit=1").Limit);
        Assert.Equal(FormMembers.MaxLimit, Read($"?limit={FormMembers.MaxLimit}").Limit);
        Assert.Null(Read("").Limit);
        foreach (var limit in new[] { 0, -1, FormMembers.MaxLimit + 1 })
        {
            var arguments = HttpArguments.OfQuery(Requests.Get($"?limit={limit}"));
            PageRequest.Read(arguments);
            var fault = Assert.Single(arguments.Faults);
            Assert.Equal((FaultCode.OutOfRange, 1.0, (double)FormMembers.MaxLimit), (fault.Code, fault.Min, fault.Max));
        }
    }

    [Fact]
    public void Links_OfAPage_CarryWhatDecidesIt()
    {
        KeyValuePair<string, string?>[] query = [new("variables", "Share|NVIDIA|Spend")];
        var next = Read("?limit=2").Of([1, 2, 3], "list").NextCursor!;

        Assert.Equal("/list", Read("").ThisLink("/list", []));
        Assert.Equal("/list?variables=Share%7CNVIDIA%7CSpend&limit=2", Read("?limit=2").ThisLink("/list", query));
        Assert.Equal($"/list?limit=2&cursor={next}", Read("?limit=2").NextLink("/list", [], next));
        Assert.Equal($"/list?limit=2&cursor={next}", Read($"?limit=2&cursor={next}").ThisLink("/list", []));
    }

    private static PageRequest Read(string query)
    {
        var arguments = HttpArguments.OfQuery(Requests.Get(query));
        var page = PageRequest.Read(arguments);
        arguments.ThrowIfFaulty();
        return page;
    }
}
