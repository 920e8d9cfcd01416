using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;

namespace ForecastFunctions.UnitTests.Keys;

public class AnswerMemoryTests
{
    private const int Part = 1024 * 1024;

    [Fact]
    public void Caller_HoldsHalfOfTheMemoryAtMost_AndTheOthersHaveTheRest()
    {
        var memory = new AnswerMemory();
        var holds = new List<AnswerHold>();

        Assert.Equal(AnswerMemory.MaxBytesOfCaller, Fill("greedy"));
        Assert.Equal(AnswerMemory.MaxBytes - AnswerMemory.MaxBytesOfCaller, Fill("modest"));
        Assert.Equal(0, Fill("late"));
        Assert.Equal(AnswerMemory.MaxBytes, memory.Held);

        holds.ForEach(hold => hold.Dispose());
        Assert.Equal(0, memory.Held);
        Assert.Equal(AnswerMemory.MaxBytesOfCaller, Fill("late"));

        long Fill(string caller)
        {
            for (var bytes = 0L; ; bytes += Part)
            {
                try
                {
                    holds.Add(memory.Open(caller));
                    holds[^1].Take(Part);
                }
                catch (ProblemException full)
                {
                    Assert.Equal((503, 2), (full.Kind.Status, full.RetryAfter));
                    return bytes;
                }
            }
        }
    }

    [Fact]
    public void Answer_LargerThanItsShare_IsPossibleForWhoHoldsNothingElse()
    {
        var memory = new AnswerMemory();
        using var large = memory.Open("one");
        large.Take(2 * AnswerMemory.MaxBytes);

        using var other = memory.Open("other");
        Assert.Throws<ProblemException>(() => other.Take(1));
    }

    [Fact]
    public void Hold_ThatIsOver_TakesNoMore()
    {
        var memory = new AnswerMemory();
        var hold = memory.Open("one");
        hold.Take(Part);
        hold.Dispose();

        hold.Take(Part); // by work that goes on for a moment after its caller has left
        hold.Dispose();

        Assert.Equal(0, memory.Held);
    }
}
