using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Tests.Api;

public sealed class PodStreamQueryTests
{
    private static readonly Pod Bound = new()
    {
        Metadata = new() { Name = "web", Namespace = "default" },
        Spec = new() { NodeName = "n1", Containers = [new() { Name = "c", Image = "i" }, new() { Name = "d", Image = "i" }] },
    };

    [Fact]
    public void Read_Exec_TakesEveryWordInOrder()
    {
        var request = PodStreamQuery.Read(Bound, "exec", Query("container=c&stdout=true&stderr=true&stdin=1&command=sh&command=-c&command=a%20b&command=sh")).Object!;
        Assert.Equal(("exec", "c", true, true, true, false), (request.Kind, request.Container, request.Stdin, request.Stdout, request.Stderr, request.Tty));
        Assert.Equal(["sh", "-c", "a b", "sh"], request.Command);
    }

    [Fact]
    public void Read_Terminal_HasOneOutput() =>
        Assert.False(PodStreamQuery.Read(Bound, "attach", Query("container=c&stdout=true&stderr=true&tty=true")).Object!.Stderr);

    [Theory]
    [InlineData("container=x&stdout=1&command=ls", "container x is not valid for pod web")]
    [InlineData("stdout=1&command=ls", "a container name must be specified for pod web, choose one of: [c d]")]
    [InlineData("container=c&command=ls", "you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("container=c&stdout=1", "you must specify at least one command for the container")]
    public void Read_Faulty_SaysWhy(string query, string message)
    {
        var error = PodStreamQuery.Read(Bound, "exec", Query(query)).Error!;
        Assert.Equal((400, "BadRequest", message), (error.Code, error.Reason, error.Message));
    }

    [Fact]
    public void Read_NoNodeYet_SaysSo() => Assert.Equal(
        "pod web does not have a host assigned",
        PodStreamQuery.Read(Bound with { Spec = Bound.Spec! with { NodeName = null } }, "exec", Query("container=c&stdout=1&command=ls")).Error!.Message);

    [Fact]
    public void Outcome_ExitCodes_AreWhatKubectlReads()
    {
        var request = new PodStreamRequest(StreamKinds.Exec, "c") { Command = ["sh", "-c"] };
        Assert.Equal("Success", PodStreamOutcome.Of("n1", request, new StreamEnd(StreamEnd.Completed, ExitCode: 0)).Status);
        var failed = PodStreamOutcome.Of("n1", request, new StreamEnd(StreamEnd.Completed, ExitCode: 3));
        Assert.Equal(
            ("Failure", "NonZeroExitCode", "ExitCode", "3"), (failed.Status, failed.Reason, failed.Details!.Causes![0].Reason, failed.Details.Causes[0].Message));
        Assert.Equal("node \"n1\" is not connected", PodStreamOutcome.Of("n1", request, new StreamEnd(StreamEnd.Disconnected)).Message);
    }

    private static QueryParameters Query(string text) => QueryParameters.Parse(text)!;
}
