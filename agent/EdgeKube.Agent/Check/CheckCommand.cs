using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Check;

/// <summary><c>edgekube-agent check</c>: says what is well and what is not, and what to do; or writes all of it into an archive for others to look at.</summary>
internal sealed class CheckCommand(AgentOptions options, string version, TimeProvider time, TextWriter output)
{
    /// <returns>The exit code: 1 when something fails.</returns>
    /// <exception cref="IOException">The archive could not be written.</exception>
    public async Task<int> RunAsync(string? bundle, CancellationToken cancellationToken)
    {
        using var channel = new GrpcChannel(new HttpGrpcTransport(options.ContainerdSocket, time), time);
        var check = new NodeCheck(options, new CriRuntime(channel, time), time) { AgentRuns = AgentRuns };
        var findings = await check.RunAsync(cancellationToken);
        var text = CheckText.Build(findings);
        output.Write(text);
        if (bundle is not null)
        {
            await new SupportBundle(options, version, time).WriteAsync(bundle, text, cancellationToken);
            output.WriteLine($"Wrote {bundle}. It holds this check, the configuration in effect, the agent's log, and the state of the machine; no Secret, key or token.");
        }

        return CheckText.ExitCode(findings);
    }

    private bool AgentRuns()
    {
        using var free = InstanceLock.Find(options.RunDir);
        return free is null;
    }
}
