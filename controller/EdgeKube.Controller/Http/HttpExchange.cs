using EdgeKube.Controller.Api;
using EdgeKube.Controller.Http.Upgrades;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Http;

/// <summary>Carries an HTTP request through the API and its answer back.</summary>
internal sealed class HttpExchange(RequestPipeline pipeline, HttpCallers callers, ILogger<HttpExchange> log, CancellationToken stopping)
{
    public async Task RunAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var upgrade = UpgradeRequest.Read(context);
            var response = await AnswerAsync(context, upgrade.Kind, ended.Token);
            await (response.Code == StatusCodes.Status101SwitchingProtocols
                ? UpgradedExchange.RunAsync(context, upgrade, response, MayGoOn, ended.Token)
                : HttpAnswer.WriteAsync(context.Response, response, MayGoOn, ended.Token));
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await HttpAnswer.WriteAsync(context.Response, Responses.Of(Statuses.BadRequest(e.Message)), () => true, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException || context.RequestAborted.IsCancellationRequested)
        {
            // The client has left, or the controller stops: nobody is there to be told. Kestrel has then nowhere to write to, and whoever writes says so in other words.
        }
        catch (Exception e)
        {
            HttpLog.StreamFailed(log, context.Request.Method, context.Request.Path.Value ?? "", e);
            context.Abort();
        }

        bool MayGoOn() => callers.IsStillAllowed(context);
    }

    private async Task<ApiResponse> AnswerAsync(HttpContext context, UpgradeKind upgrade, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (callers.Find(context) is not { } caller)
        {
            return Responses.Of(Statuses.Unauthorized());
        }

        // What follows an upgrade belongs to what it upgrades to.
        var body = upgrade == UpgradeKind.None ? await HttpBody.ReadAsync(request.BodyReader, RequestPipeline.MaxBodyBytes, cancellationToken) : default;
        var message = new ApiRequest(caller, request.Method, TargetOf(context))
        {
            Impersonated = ImpersonationHeaders.Find(request.Headers),
            ContentType = request.ContentType,
            Accept = request.Headers.Accept.Count == 0 ? null : request.Headers.Accept.ToString(),
            UserAgent = request.Headers.UserAgent.Count == 0 ? null : request.Headers.UserAgent.ToString(),
            Body = body,
            Upgrade = upgrade,
        };
        return await pipeline.HandleAsync(message, cancellationToken);
    }

    // As sent: the pipeline takes the escapes apart itself, and a name may hold what would otherwise look like a separator.
    private static string TargetOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.StartsWith('/') || !Uri.TryCreate(target, UriKind.Absolute, out var whole) ? target : whole.PathAndQuery;
    }
}
