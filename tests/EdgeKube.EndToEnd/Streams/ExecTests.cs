using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>kubectl exec and cp, over the link, into real containers.</summary>
public sealed class ExecTests(StreamCluster cluster) : IClassFixture<StreamCluster>
{
    [Fact]
    public async Task Exec_OutputsAndExitCode_ArriveApart()
    {
        var result = await KubectlAsync("exec", "box", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        Assert.Equal((3, "out\n", "err\ncommand terminated with exit code 3\n"), (result.ExitCode, result.Output, result.Errors));
        Assert.Equal(137, (await KubectlAsync("exec", "box", "--", "sh", "-c", "kill -9 $$")).ExitCode);
    }

    [Fact]
    public async Task Exec_InputThatEnds_EndsTheCommand()
    {
        var result = await cluster.KubectlAsync("x\n", "exec", "-i", "box", "--", "cat");
        Assert.Equal((0, "x\n", ""), (result.ExitCode, result.Output, result.Errors));
    }

    [Theory]
    [InlineData("Error from server (BadRequest): container nope is not valid for pod box\n", "exec", "box", "-c", "nope", "--", "ls")]
    [InlineData("Error from server (NotFound): pods \"nobody\" not found\n", "exec", "nobody", "--", "ls")]
    [InlineData("error: unable to upgrade connection: container not found (\"main\")\n", "exec", "waiting", "--", "ls")]
    public async Task Exec_WhatIsNotThere_IsNamedAsKubernetesDoes(string expected, params string[] arguments)
    {
        var result = await KubectlAsync(arguments);
        Assert.Equal((1, "", expected), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Exec_CommandThatIsNotThere_IsNamed()
    {
        var result = await KubectlAsync("exec", "box", "--", "nosuch");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: Internal error occurred: error executing command in container: failed to exec in container: ", result.Errors, StringComparison.Ordinal);
        Assert.EndsWith("exec: \"nosuch\": executable file not found in $PATH: unknown\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_Terminal_HasASizeAndAnExitCode()
    {
        // script gives kubectl a terminal; the size is told a moment after the start.
        var command = "for i in $(seq 300); do s=$(stty size); [ \"$s\" = \"33 77\" ] && break; sleep 0.2; done; echo size $s; tty; exit 4";
        var result = await cluster.RunAsync("script", "-qec", $"stty rows 33 cols 77; kubectl exec -it box -- sh -c '{command}'", "/dev/null");
        Assert.Contains("size 33 77", result.Output, StringComparison.Ordinal);
        Assert.Contains("/dev/pts/", result.Output, StringComparison.Ordinal);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public async Task Exec_ClientKilled_ProcessEndsToo()
    {
        await cluster.RunAsync("timeout", "-s", "KILL", "3", "kubectl", "exec", "box", "--", "sleep", "4711");
        await cluster.UntilAsync(async () => !(await KubectlAsync("exec", "box", "--", "ps")).Output.Contains("4711", StringComparison.Ordinal));
        await cluster.UntilAsync(() => Task.FromResult(!Directory.EnumerateFileSystemEntries(cluster.RunDirectory, "exec/*").Any()));
    }

    [Fact]
    public async Task Copy_ThereAndBack_IsTheSame()
    {
        var there = Path.Combine(cluster.Directory, "there");
        var back = Path.Combine(cluster.Directory, "back");
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(there, bytes);
        Assert.Equal(0, (await KubectlAsync("cp", there, "box:/tmp/copied")).ExitCode);
        Assert.Equal(0, (await KubectlAsync("cp", "box:/tmp/copied", back)).ExitCode);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(back));
    }

    private Task<ShellResult> KubectlAsync(params string[] arguments) => cluster.KubectlAsync(null, arguments);
}
