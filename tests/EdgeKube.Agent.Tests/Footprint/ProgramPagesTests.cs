using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class ProgramPagesTests
{
    [Fact]
    public void LetGo_OfThisProcess_ItGoesOn()
    {
        var pages = ProgramPages.Find();
        Assert.False(pages.IsSettled);
        pages.Divide();
        do
        {
            pages = pages.FindAgain();
        }
        while (!pages.IsSettled);
        pages.LetGo();
        Assert.NotEqual(0, Environment.ProcessId);
    }
}
