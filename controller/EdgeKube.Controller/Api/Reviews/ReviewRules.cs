using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What is wrong with a question, in Kubernetes' words. Pure.</summary>
internal static class ReviewRules
{
    private const string Resource = "spec.resourceAttributes";
    private const string Path = "spec.nonResourceAttributes";

    public static ApiStatus? FindFault(Kind kind, ApiObject question, string? ns)
    {
        if (question is SelfSubjectRulesReview { Spec.Namespace: null or "" })
        {
            return Statuses.BadRequest("no namespace on request");
        }

        if (question is TokenReview { Spec.Token: null or "" })
        {
            return Statuses.BadRequest("token is required for TokenReview in authentication");
        }

        StatusCause[] faults = question switch
        {
            SelfSubjectAccessReview review => [.. Attributes(review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes)],
            SubjectAccessReview review => [.. Subject(review.Spec)],
            LocalSubjectAccessReview review => [.. Subject(review.Spec), .. Local(review.Spec, ns)],
            _ => [],
        };
        return faults.Length == 0 ? null : Statuses.Invalid(kind, "", faults);
    }

    private static IEnumerable<StatusCause> Attributes(ResourceAttributes? resource, NonResourceAttributes? path)
    {
        if (resource is not null && path is not null)
        {
            yield return Statuses.InvalidValue(Path, "{}", "cannot be specified in combination with resourceAttributes");
        }

        if (resource is null && path is null)
        {
            yield return Statuses.InvalidValue(Resource, "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    private static IEnumerable<StatusCause> Subject(SubjectAccessReviewSpec spec)
    {
        foreach (var fault in Attributes(spec.ResourceAttributes, spec.NonResourceAttributes))
        {
            yield return fault;
        }

        if (string.IsNullOrEmpty(spec.User) && spec.Groups is not { Count: > 0 })
        {
            yield return Statuses.InvalidValue("spec.user", "\"\"", "at least one of user or group must be specified");
        }
    }

    private static IEnumerable<StatusCause> Local(SubjectAccessReviewSpec spec, string? ns)
    {
        if (spec.NonResourceAttributes is not null)
        {
            yield return Statuses.InvalidValue(Path, "{}", "disallowed on this kind of request");
        }

        if (spec.ResourceAttributes is { } resource && (resource.Namespace ?? "") != ns)
        {
            yield return Statuses.InvalidValue($"{Resource}.namespace", GoText.Quote(resource.Namespace ?? ""), "must match metadata.namespace");
        }
    }
}
