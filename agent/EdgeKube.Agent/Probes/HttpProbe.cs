using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>
/// Asks for a page; 200 to 399 is success. A whole HTTP client would cost the agent more memory than all probes together, and no more than
/// the first lines of an answer are looked at.
/// </summary>
internal static class HttpProbe
{
    private const int MaxRedirects = 10;

    // By it a container tells a hook from a probe.
    private static readonly HttpHeader HookAgent = new() { Name = "User-Agent", Value = "kube-lifecycle/1.36" };

    public static async Task<ProbeOutcome> RunAsync(HttpGetAction action, ProbeTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (target.FindPort(action.Port) is null)
        {
            return ProbeOutcome.Unknown(MissingPort(action));
        }

        var (status, fault) = await AskAsync(action, target, timeout, time, cancellationToken);
        return status == 0 ? ProbeOutcome.Failed(fault)
            : status is >= 200 and < 400 ? ProbeOutcome.Passed
            : ProbeOutcome.Failed($"HTTP probe failed with statuscode: {status}");
    }

    /// <summary>Asks as a hook does: null when there was an answer, whatever it said.</summary>
    public static async Task<string?> FindFaultAsync(HttpGetAction action, ProbeTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        => target.FindPort(action.Port) is null ? MissingPort(action)
            : await AskAsync(AsHook(action), target, timeout, time, cancellationToken) is { Status: 0, Fault: var fault } ? fault
            : null;

    private static async Task<(int Status, string Fault)> AskAsync(
        HttpGetAction action, ProbeTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var host = string.IsNullOrEmpty(action.Host) ? target.PodIP : action.Host;
        var page = ProbePage.Of(action.Scheme == "HTTPS", host, target.FindPort(action.Port) ?? 0, action.Path ?? "/");
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        for (var redirects = 0; redirects < MaxRedirects; redirects++)
        {
            var (answer, fault) = await GetAsync(page, action.HttpHeaders ?? [], both.Token);
            if (answer is null)
            {
                return (0, $"Get \"{page}\": {fault}");
            }

            // A redirect to somewhere else is not followed: that the container sends people there is success enough.
            if (answer.Location is { } location && page.Follow(location) is { } next)
            {
                page = next;
                continue;
            }

            return (answer.Status, "");
        }

        return (0, $"Get \"{page}\": stopped after {MaxRedirects} redirects");
    }

    private static HttpGetAction AsHook(HttpGetAction action) =>
        action.HttpHeaders?.Any(header => header.Name.Equals(HookAgent.Name, StringComparison.OrdinalIgnoreCase)) == true
            ? action
            : action with { HttpHeaders = [HookAgent, .. action.HttpHeaders ?? []] };

    private static string MissingPort(HttpGetAction action) => $"couldn't find port: {action.Port}";

    private static async Task<(HttpAnswer? Answer, string Fault)> GetAsync(ProbePage page, IReadOnlyList<HttpHeader> headers, CancellationToken cancellationToken)
    {
        if (HttpQuestion.Build(page, headers, out var fault) is not { } question)
        {
            return (null, fault);
        }

        try
        {
            var quick = page.IsHttps ? null : await TcpProbe.AskQuicklyAsync(page.Host, page.Port, question);
            var answer = quick switch
            {
                { IsDone: true } => await HttpAnswer.ReadAsync(Stream.Null, quick.Begun, cancellationToken),
                { Rest: { } rest } => await GoOnAsync(rest, quick.Begun, cancellationToken),
                _ => await AskAsync(page, question, cancellationToken),
            };
            return answer is null ? (null, "malformed HTTP response") : (answer, "");
        }
        catch (OperationCanceledException)
        {
            return (null, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (ProbeDialException failed)
        {
            return (null, failed.Message);
        }
        catch (EndOfStreamException)
        {
            return (null, "EOF");
        }
        catch (Exception failed) when (failed is IOException or AuthenticationException)
        {
            return (null, failed.Message);
        }
    }

    private static async Task<HttpAnswer?> AskAsync(ProbePage page, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = await TcpProbe.ConnectAsync(page.Host, page.Port, cancellationToken);
        await using var stream = await OpenAsync(socket, page, cancellationToken);
        await stream.WriteAsync(question, cancellationToken);
        return await HttpAnswer.ReadAsync(stream, default, cancellationToken);
    }

    private static async Task<HttpAnswer?> GoOnAsync(Socket socket, byte[] begun, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        return await HttpAnswer.ReadAsync(stream, begun, cancellationToken);
    }

    private static async Task<Stream> OpenAsync(Socket socket, ProbePage page, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(socket, ownsSocket: false);
        if (!page.IsHttps)
        {
            return stream;
        }

        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = page.Host,

            // As in the kubelet: a probe asks whether the container answers, not who it is.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        return secure;
    }
}
