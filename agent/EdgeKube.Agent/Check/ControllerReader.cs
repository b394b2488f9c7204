using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Trust;
using EdgeKube.Hosting;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Check;

/// <summary>Connects to each controller, as far as TLS goes, and reads the identity. Changes nothing.</summary>
internal sealed class ControllerReader(AgentOptions options, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly IdentityStore _identities = new(options.DataDir);

    /// <param name="known">The running agent's clock, which knows what the controller told; null beside it.</param>
    public async Task<ControllerFacts> ReadAsync(AgentClock? known, CancellationToken cancellationToken)
    {
        var clock = known ?? new AgentClock(time, KernelClock.IsSynchronized, new TimeFloor(_identities.Directory, time));
        var facts = new ControllerFacts { IsPlain = options.IsPlain, Clock = clock.Judge(), Now = clock.Read().Proven };
        AgentIdentity? identity = null;
        try
        {
            identity = options.IsPlain ? null : _identities.Load();
        }
        catch (IdentityUnusableException e)
        {
            facts = facts with { IdentityError = e.Message };
        }

        var addresses = options.IsPlain ? options.Controllers : [.. options.Controllers.Concat(identity?.Controllers ?? []).Distinct()];
        var reached = new List<(string, string?)>();
        foreach (var address in addresses)
        {
            reached.Add((ControllerAddress.Text(address), await FindErrorAsync(address, identity, clock, cancellationToken)));
        }

        return facts with { Reached = reached, HasJoined = identity is not null, CertificateName = identity?.Node ?? "", NotAfter = identity?.NotAfter ?? default };
    }

    private async Task<string?> FindErrorAsync(Uri address, AgentIdentity? identity, AgentClock clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var tls = identity is null ? null : new ClientTls(certificate => ServerJudge.FindFault(certificate, identity.Bundle, clock));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.DnsSafeHost, address.Port, either.Token);
            if (tls is not null)
            {
                tls.Show(identity!.Certificate);
                tls.Options.TargetHost = address.DnsSafeHost;
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsClientAsync(tls.Options, either.Token);
            }

            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return tls?.Refusal is { } refusal ? $"is not to be trusted: {refusal}" : e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Limit.TotalSeconds:F0} s";
        }
    }
}
