using System.Text;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Keys;
using ForecastFunctions.UnitTests.Http;

namespace ForecastFunctions.UnitTests.Keys;

public class CredentialTests
{
    [Fact]
    public void Read_TheSameKeyByEveryWay_GivesIt()
        => Gen.String[Gen.Char["abcXYZ019-_:é "], 1, 90].Where(t => t.Trim().Length > 0).Sample(text =>
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + text));
        Assert.Equal(text.Trim(), Credential.Read(Requests.Get("", ("Authorization", basic)))!.Text);
        Assert.Equal(text.Trim(), Credential.Read(Requests.Get("?code=" + Uri.EscapeDataString(text)))!.Text);
        Assert.Equal(text.Trim(), Credential.Read(
            Requests.Get("?code=" + Uri.EscapeDataString(text), ("x-functions-key", text), ("Authorization", basic)))!.Text);
    });

    [Theory]
    [InlineData("")]
    [InlineData("?code=")]
    [InlineData("?Code=&code=%20")]
    [InlineData("", "x-functions-key", " ")]
    [InlineData("", "Authorization", "Bearer")]
    [InlineData("", "Authorization", "Bearer ")]
    [InlineData("", "Authorization", "Basic")]
    public void Read_Nothing_IsNone(string query, string? header = null, string value = "")
        => Assert.Null(Credential.Read(header is null ? Requests.Get(query) : Requests.Get(query, (header, value))));

    [Theory]
    [InlineData("?code=a&code=b")]
    [InlineData("?code=a", "x-functions-key", "b")]
    [InlineData("?code=a", "Authorization", "Bearer a")]
    [InlineData("", "Authorization", "Basic %%%")]
    [InlineData("", "Authorization", "Basic YWJj")]
    [InlineData("", "Authorization", "Negotiate abc")]
    [InlineData("", "Authorization", ",")]
    public void Read_SeveralOrUnreadable_IsRefusedWithoutRepeatingThem(string query, string? header = null, string value = "")
    {
        var problem = Assert.Throws<ProblemException>(
            () => Credential.Read(header is null ? Requests.Get(query) : Requests.Get(query, (header, value))));
        Assert.Equal(401, problem.Kind.Status);
    }
}
