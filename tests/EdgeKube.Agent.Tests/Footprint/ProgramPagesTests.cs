using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class ProgramPagesTests
{
    [Fact]
    public void LetGo_OfThisProcess_ItGoesOn()
    {
        var pages = ProgramPages.Find();
        pages.Divide();
        pages.LetGo();
        Assert.NotEqual(0, Environment.ProcessId);
    }
}
