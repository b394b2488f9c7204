using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Replica;
using EdgeKube.Hosting;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// <c>edgekube-agent join</c>: makes a key, proves the token to the controller that the token names, and keeps the certificate that comes
/// back. The running agent notices by itself.
/// </summary>
internal sealed class JoinCommand(AgentOptions options, TimeProvider time, TextWriter output, TextWriter errors)
{
    private readonly IdentityStore _store = new(options.DataDir);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CommandLine command, CancellationToken cancellationToken)
    {
        var (plan, fault) = RemovalMark.Find(options.DataDir) is { State: RemovalState.Leaving }
            ? (null, "this device is leaving its cluster; wait until its agent has said that it left, then join")
            : options.IsPlain
                ? (null, "controllers: is mqtt:// in the configuration, which needs no identity; take it out, or name mqtts:// addresses")
                : JoinRules.Check(command, options.NodeName, Present());
        fault ??= await JoinAsync(plan!, cancellationToken);
        if (fault is not null)
        {
            errors.WriteLine($"error: {fault}");
            return 1;
        }

        output.WriteLine($"This device is node \"{plan!.Node}\" now; its agent connects to {ControllerAddress.Text(plan.Controller)} by itself.");
        return 0;
    }

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> JoinAsync(JoinPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataDir, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AtomicFile.CreateDirectory(_store.Directory);
        var clock = new AgentClock(time, KernelClock.IsSynchronized, new TimeFloor(_store.Directory, time));
        var tls = new ClientTls(certificate => ServerJudge.FindFault(certificate, TrustBundle.Of(plan.Token.Authority), clock));
        await using var session = new EnrolmentSession(plan.Controller, plan.Token, tls, time);
        try
        {
            await session.ConnectAsync(cancellationToken);
            return await EnrolAsync(plan, session, clock, cancellationToken);
        }
        catch (MqttReasonException e)
        {
            return JoinFailure.TokenRefused(e);
        }
        catch (Exception e) when (e is MqttDisconnectedException or TimeoutException)
        {
            return JoinFailure.NotConnected(ControllerAddress.Text(plan.Controller), tls.Refusal, e);
        }
    }

    private async Task<string?> EnrolAsync(JoinPlan plan, EnrolmentSession session, AgentClock clock, CancellationToken cancellationToken)
    {
        using var key = OwnKey(plan) ?? _store.TakeJoiningKey();
        var wanted = Identity.Node(plan.Node);
        var answer = await session.AskAsync(CertificateExchange.Enrol(key, wanted), cancellationToken);
        if (answer.Code != 201)
        {
            return JoinFailure.Refused(plan.Node, answer);
        }

        if (CertificateExchange.Find(answer.Body.Span, wanted, P256Key.Of(key), plan.Token.Authority, out var fault) is not { } given)
        {
            return $"controller {ControllerAddress.Text(plan.Controller)}: {fault}";
        }

        clock.Told(given.Time ?? TrustedTime.Beginning);
        clock.Floor.Save();
        _store.SaveJoined(key, given, plan.Controller);

        // Last: it is what an agent that has left waits for.
        RemovalMark.Clear(options.DataDir);
        return null;
    }

    // The authority is another than this device knows, but the device is the same: its key proves that, and no operator has to free the name. Who
    // asks for a new certificate in so many words gets a new key as well.
    private ECDsa? OwnKey(JoinPlan plan) => !plan.WantsNewKey && Present() is { } present && present.Node == plan.Node
        ? present.Certificate.GetECDsaPrivateKey()
        : null;

    // What cannot be used is replaced: that is what a person joins again for.
    private AgentIdentity? Present()
    {
        try
        {
            return _store.Load();
        }
        catch (IdentityUnusableException)
        {
            return null;
        }
    }
}
