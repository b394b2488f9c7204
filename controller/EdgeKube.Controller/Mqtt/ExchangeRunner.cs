using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Mqtt.Records;
using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Carries a client's message through the API and its answer back.</summary>
internal sealed class ExchangeRunner(RequestPipeline pipeline, ApplyHandler apply, DoorLimits limits)
{
    public async Task RunAsync(Exchange exchange, OpenExchange opened)
    {
        if (exchange.IsApply)
        {
            await ApplyAsync(exchange, opened.ConnectionEnded);
            return;
        }

        if (exchange.Message.FindUserProperty("path") is not { } path || exchange.Method.Length == 0)
        {
            await exchange.Outbox.SendErrorAsync(DoorErrors.NoPath(), opened.ConnectionEnded);
            return;
        }

        if (!RequestRights.MayAsk(exchange.Sender, exchange.Method, path))
        {
            await exchange.Outbox.SendErrorAsync(DoorErrors.OnlyCertificates(exchange.Sender.ToString()), opened.ConnectionEnded);
            return;
        }

        var request = new ApiRequest(exchange.Sender.Caller, exchange.Method, path)
        {
            ContentType = exchange.Message.FindUserProperty("content-type") ?? exchange.Message.ContentType,
            Accept = exchange.Message.FindUserProperty("accept"),
            Impersonated = ImpersonationProperties.Find(exchange.Message),
            UserAgent = exchange.Message.FindUserProperty("user-agent"),
            Body = exchange.Message.Payload,
            Upgrade = exchange.IsUpgrade ? UpgradeKind.Records : UpgradeKind.None,
        };
        var response = await pipeline.HandleAsync(request, opened.Cancelled);
        await using var stream = response.Stream;
        if (response.Parts is null && stream is null)
        {
            await exchange.Outbox.SendLastAsync(response, opened.ConnectionEnded);
        }
        else if (opened.TryBecomeStream())
        {
            await (stream is null ? StreamAsync(exchange, opened, response) : CarryAsync(exchange, opened, stream));
        }
        else
        {
            await exchange.Outbox.SendErrorAsync(DoorErrors.TooManyStreams(limits.Streams), opened.ConnectionEnded);
        }
    }

    private static async Task StreamAsync(Exchange exchange, OpenExchange opened, ApiResponse response)
    {
        try
        {
            await foreach (var part in response.Parts!.WithCancellation(opened.Cancelled))
            {
                await exchange.Outbox.SendPartAsync(response.ContentType, part, opened.Cancelled);
            }
        }
        catch (OperationCanceledException) when (!opened.ConnectionEnded.IsCancellationRequested)
        {
            // CANCEL: the stream ends as if it had come to its end.
        }
        finally
        {
            exchange.Outbox.Abandon();
        }

        await exchange.Outbox.SendLastAsync(new ApiResponse(200, response.ContentType, default), opened.ConnectionEnded);
    }

    private static async Task CarryAsync(Exchange exchange, OpenExchange opened, IPodStream stream)
    {
        using var records = new RecordExchange(exchange.Outbox, opened, stream);
        await records.RunAsync();
    }

    private async Task ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        // A manifest under way is finished even if its sender hangs up: half of it would help nobody.
        var message = exchange.Message;
        var options = new ApplyOptions
        {
            IsServerSide = message.FindUserProperty("server-side") == "true",
            IsForced = message.FindUserProperty("force") == "true",
            IsDryRun = message.FindUserProperty("dry-run") == "All",
            IsShown = message.FindUserProperty("show") == "true",
            Manager = message.FindUserProperty("field-manager") is { Length: > 0 } manager ? manager : ApplyOptions.DefaultManager,
        };
        if (options.FindFault() is { } fault)
        {
            await exchange.Outbox.SendErrorAsync(fault, cancellationToken);
            return;
        }

        var result = await apply.ApplyAsync(exchange.Sender.Caller, message.Payload, options, CancellationToken.None);
        var body = JsonBytes.Of(result, MetaJsonContext.Default.ApplyResult);
        await exchange.Outbox.SendLastAsync(new ApiResponse(200, ApiResponse.Json, body), cancellationToken);
    }
}
