using System.Runtime.CompilerServices;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>A stream of events that survives the runtime's restarts.</summary>
internal sealed class RuntimeEventSource(GrpcChannel channel, TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private static readonly SubscribeRequest Request = new() { Filters = [$"namespace=={ContainerdMethods.CriNamespace},topic~=\"^/tasks/\""] };
    private static readonly GrpcCallOptions Options = new() { Headers = [ContainerdMethods.Namespace] };

    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (true)
        {
            // The server says nothing until the first event. A call that goes out after the subscription, on the same connection, and is
            // answered shows that the server took it; the pods' relist covers the moment in which it may still be registering.
            using var call = channel.OpenStream(ContainerdMethods.Subscribe, Request, Options, cancellationToken);
            var next = NextAsync(call);
            if (await AnswersAsync(cancellationToken))
            {
                retry = FirstRetry;
                yield return new RuntimeEvent.Reconnected();
                while (await next is { } envelope)
                {
                    if (RuntimeEventParser.Parse(envelope) is { } parsed)
                    {
                        yield return parsed;
                    }

                    next = NextAsync(call);
                }
            }

            await Task.Delay(retry, time, cancellationToken);
            retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
        }
    }

    /// <returns>Null when the stream is over, whatever the cause: the answer is to subscribe again.</returns>
    private static async Task<Envelope?> NextAsync(GrpcCall<SubscribeRequest, Envelope> call)
    {
        try
        {
            return await call.ReadAsync();
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await channel.CallAsync(CriMethods.Version, new Protos.Cri.VersionRequest(), new GrpcCallOptions(TimeSpan.FromSeconds(10)), cancellationToken);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }
}
