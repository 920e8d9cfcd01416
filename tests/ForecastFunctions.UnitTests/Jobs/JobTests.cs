using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;

namespace ForecastFunctions.UnitTests.Jobs;

public sealed class JobTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 24, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Map_WithBlocksInAnyOrderAndTwice_CountsEachOnceAndIsReadBack() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 69].Array[0, 200]).Sample((blocks, set) =>
        {
            var map = set.Where(b => b < blocks).Aggregate(BlockMap.Empty(blocks), (m, block) => m.With(block));
            var done = set.Where(b => b < blocks).ToHashSet();

            Assert.Equal((done.Count, done.Count == blocks), (map.Count, map.IsFull));
            Assert.Equal(Enumerable.Range(0, blocks).Except(done), map.Missing);
            Assert.Equal(map.Missing, BlockMap.Of(blocks, map.Bits.Span).Missing);
        });

    [Fact]
    public void Map_OfBitsThatAreNotItsOwn_IsRefused()
    {
        Assert.Throws<FormatException>(() => BlockMap.Of(9, [0xff]));
        Assert.Throws<FormatException>(() => BlockMap.Of(9, [0xff, 0x02]));
        Assert.True(BlockMap.Of(9, [0xff, 0x01]).IsFull);
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockMap.Empty(8).With(8));
    }

    [Fact]
    public void Message_OfAnyOwner_IsReadBack()
    {
        Gen.Select(Gen.String, Gen.Int[1, 99], Gen.Int[0, 9999].Nullable()).Where(m => m.Item1.Length > 0 && IsText(m.Item1)).Sample((owner, attempt, block) =>
        {
            var message = new JobMessage(JobKey.Of(owner, "form"), attempt, block);
            Assert.Equal(message, JobMessage.Parse(message.ToString()));
        });
        Assert.Throws<FormatException>(() => JobMessage.Parse("0123/1//acme"));
        Assert.Throws<FormatException>(() => JobMessage.Parse(""));

        static bool IsText(string text) => text.All(c => !char.IsSurrogate(c));
    }

    [Fact]
    public void Job_WithBlocksOfUnequalSize_TellsItsUnitsAndItsEnd()
    {
        var job = Job.New(new JobDraft("ensembles", "a title", "form", new JobSize(7, 3, 10)), JobKey.Of("acme", "form"), 1, Begin);
        Assert.Equal((3, 0, null), (job.Size.Blocks, job.UnitsDone, job.EstimatedEnd(Begin)));

        var last = job.With(2, Begin.AddSeconds(1));
        Assert.Equal((JobStatus.Running, 1, 10L), (last.Status, last.UnitsDone, last.NumbersCharged));
        var two = last.With(0, Begin.AddSeconds(4));
        Assert.Equal((4, Begin.AddSeconds(9) + TimeSpan.FromSeconds(6)), (two.UnitsDone, two.EstimatedEnd(Begin.AddSeconds(9))));

        var ended = two.With(1, Begin.AddSeconds(20));
        Assert.Equal((JobStatus.Succeeded, 7, 70L, Begin.AddSeconds(20) + Job.Kept), (ended.Status, ended.UnitsDone, ended.NumbersCharged, ended.ExpiresAt));
        Assert.Equal((1, 30), (JobTable.RetryAfter(job, Begin), JobTable.RetryAfter(last, Begin.AddHours(1))));
    }

    [Fact]
    public void Key_OfAQuestion_IsTheOwnersAlone()
    {
        Assert.Equal(JobKey.Of("acme", "form"), JobKey.Of("acme", "form"));
        Assert.NotEqual(JobKey.Of("acme", "form").Id, JobKey.Of("other", "form").Id);
        Assert.NotEqual(JobKey.Of("acme", "form").Id, JobKey.Of("acme", "another").Id);
        Assert.True(ProblemKind.NotReady.IsTemporary);
    }
}
