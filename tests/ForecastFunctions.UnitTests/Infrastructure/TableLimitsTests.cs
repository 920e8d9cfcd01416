using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class TableLimitsTests
{
    [Theory]
    [InlineData("a/b", "U+002F")]
    [InlineData("a\\b", "U+005C")]
    [InlineData("a#b", "U+0023")]
    [InlineData("a?b", "U+003F")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\u007fb", "U+007F")]
    [InlineData("a\u0085b", "U+0085")]
    [InlineData("", "0 characters")]
    public void Key_ThatAzureRefuses_IsRefused(string key, string because)
    {
        AssertRefused(because, new TableEntity(key, "row"));
        AssertRefused(because, new TableEntity("partition", key));
    }

    [Fact]
    public void Key_AtItsLimit_Passes() => TableLimits.Check(new TableEntity(new string('p', 512), new string('r', 512)));

    [Fact]
    public void Key_OverItsLimit_IsRefused() => AssertRefused("513 characters", new TableEntity("p", new string('r', 513)));

    [Fact]
    public void Text_AtAndOverItsLimit_PassesAndIsRefused()
    {
        TableLimits.Check(Entity(new string('é', 32 * 1024)));
        AssertRefused("32769 characters", Entity(new string('é', (32 * 1024) + 1)));
    }

    [Fact]
    public void Binary_AtAndOverItsLimit_PassesAndIsRefused()
    {
        TableLimits.Check(Entity(new byte[64 * 1024]));
        AssertRefused("65537 bytes", Entity(new byte[(64 * 1024) + 1]));
    }

    [Fact]
    public void Properties_AtAndOverTheirLimit_PassAndAreRefused()
    {
        TableLimits.Check(EntityOf(252, 1));
        AssertRefused("253 properties", EntityOf(253, 1));
    }

    [Fact]
    public void Entity_AtAndOverItsLimit_PassesAndIsRefused()
    {
        // 4 + 2·2 for the keys, and for each property 8 + 2·4 for its name and 4 for its length.
        var overhead = 8 + (16 * 20);
        var entity = EntityOf(16, 64 * 1024);
        entity["P000"] = new byte[(64 * 1024) - overhead];
        TableLimits.Check(entity);

        entity["P000"] = new byte[(64 * 1024) - overhead + 1];
        AssertRefused("1048577 bytes", entity);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Number_NotFinite_IsRefused(double value) => AssertRefused("Value is", Entity(value));

    [Fact]
    public void Date_BeforeAzuresFirst_IsRefused()
    {
        TableLimits.Check(Entity(new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        AssertRefused("before 1601", Entity(DateTimeOffset.MinValue));
    }

    [Fact]
    public void Value_OfATypeThatIsNotKept_IsRefused()
    {
        AssertRefused("Decimal", Entity(1.5m));
        AssertRefused("UInt64", Entity(ulong.MaxValue));
        AssertRefused("DateTime,", Entity(new DateTime(2024, 1, 1)));
    }

    [Fact]
    public void Value_OfATypeThatIsKept_Passes() => TableLimits.Check(new TableEntity("p", "r")
    {
        ["A"] = "text",
        ["B"] = 1,
        ["C"] = 1L,
        ["D"] = 1.5,
        ["E"] = true,
        ["F"] = DateTimeOffset.UnixEpoch,
        ["G"] = new byte[] { 1 },
    });

    private static TableEntity Entity(object value) => new("p", "r") { ["Value"] = value };

    private static TableEntity EntityOf(int properties, int bytes)
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < properties; i++)
            entity[$"P{i:000}"] = new byte[bytes];
        return entity;
    }

    private static void AssertRefused(string because, TableEntity entity) =>
        Assert.Contains(
            because, Assert.Throws<InvalidOperationException>(() => TableLimits.Check(entity)).Message, StringComparison.Ordinal);
}
