using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Carries a user's message through the API and its answer back.</summary>
internal sealed class ExchangeRunner(RequestPipeline pipeline, ApplyHandler apply, DoorLimits limits)
{
    private const string Administrator = "admin";

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

        var request = new ApiRequest(CallerOf(exchange.User), exchange.Method, path)
        {
            ContentType = exchange.Message.FindUserProperty("content-type") ?? exchange.Message.ContentType,
            Accept = exchange.Message.FindUserProperty("accept"),
            Body = exchange.Message.Payload,
        };
        var response = await pipeline.HandleAsync(request, opened.Cancelled);
        if (response.Parts is null)
        {
            await exchange.Outbox.SendLastAsync(response.Code, response.ContentType, response.Body, opened.ConnectionEnded);
        }
        else if (opened.TryBecomeStream())
        {
            await StreamAsync(exchange, opened, response);
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

        await exchange.Outbox.SendLastAsync(200, response.ContentType, default, opened.ConnectionEnded);
    }

    private async Task ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        // A manifest under way is finished even if its sender hangs up: half of it would help nobody.
        var result = await apply.ApplyAsync(CallerOf(exchange.User), exchange.Message.Payload, CancellationToken.None);
        var body = JsonBytes.Of(result, MetaJsonContext.Default.ApplyResult);
        await exchange.Outbox.SendLastAsync(200, ApiResponse.Json, body, cancellationToken);
    }

    private static Caller CallerOf(Identity user) => user.Name == Administrator ? Caller.User(user.Name, Caller.Masters) : Caller.User(user.Name);
}
