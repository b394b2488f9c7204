using EdgeKube.Agent.Images;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime;

public sealed class PullProgressTests
{
    [Theory]
    [InlineData(512, null, 10, "0.5KiB")]
    [InlineData(12_910_000, 47_815_000, 30, "12.3MiB of 45.6MiB (26%), about 1m22s left")]
    [InlineData(0, 1 << 20, 10, "0KiB of 1MiB (0%)")]
    [InlineData(1 << 20, 1 << 20, 10, "1MiB of 1MiB (100%), about 0s left")]
    public void Describe_Amounts_SaysBytesTotalAndWhatIsLeft(long done, object? total, int seconds, string expected) =>
        Assert.Equal(expected, new PullProgress(done, total is null ? null : Convert.ToInt64(total, System.Globalization.CultureInfo.InvariantCulture)).Describe(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("127.0.0.1:5000/team/app:1", "containerd.io/distribution.source.127.0.0.1", "team/app")]
    [InlineData("busybox:1", "containerd.io/distribution.source.docker.io", "library/busybox")]
    [InlineData("quay.io/a/b@sha256:00", "containerd.io/distribution.source.quay.io", "a/b")]
    public void SourceOf_Image_IsWhatContainerdNotes(string image, string label, string repository) => Assert.Equal((label, repository), PullMeter.SourceOf(image));

    [Fact]
    public void Add_ProgressOfOneTopic_IsOneEventWithTheLastMessage()
    {
        var log = new EventLog("n1");
        var first = log.Add(Told("1MiB"));
        var second = log.Add(Told("2MiB"));

        Assert.Equal((first.Name, 2, "Pulling image: 2MiB"), (second.Name, second.Count, second.Message));
        Assert.NotEqual(first.Name, log.Add(Told("1MiB") with { Topic = null }).Name);
    }

    private static PodEvent Told(string progress) => new(new PodKey("default", "p"), "uid", "c", "Normal", "Pulling", $"Pulling image: {progress}", DateTimeOffset.UnixEpoch) { Topic = "Pulling image" };
}
