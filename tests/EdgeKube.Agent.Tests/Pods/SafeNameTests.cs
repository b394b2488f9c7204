using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("web-1", true)]
    [InlineData("a.b", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\0b", false)]
    [InlineData("a_b", false)]
    public void IsSafe_Name_RefusesWhatCouldLeaveItsDirectory(string name, bool safe) => Assert.Equal(safe, SafeName.IsSafe(name));
}
