using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Authorization;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Api;

/// <summary>Kinds that are questions: created to be answered, and never stored.</summary>
internal sealed class ReviewHandler(IAuthorizer authorizer, RoleReader roles, ServiceAccountTokens tokens, TimeProvider time)
{
    public ApiResponse Handle(RequestTarget target)
    {
        if (target.Request.Method != "POST" || target.Path.Name is not null)
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var caller = target.Request.Caller;
        if (authorizer.FindRefusal(caller, new AccessRequest("create", target.Kind, target.Namespace, null)) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        var body = BodyReader.ReadObject(target);
        return body.Succeeded ? target.Presentation.Of(Answer(caller, body.Object, target), 201) : Responses.Of(body.Error);
    }

    private ApiResult<ApiObject> Answer(Caller caller, ApiObject question, RequestTarget target)
    {
        if (ReviewRules.FindFault(target.Kind, question, target.Namespace) is { } fault)
        {
            return fault;
        }

        return question switch
        {
            SelfSubjectAccessReview review => review with { Status = Decide(caller, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes) },
            SubjectAccessReview review => review with { Status = Decide(review.Spec) },
            LocalSubjectAccessReview review => review with { Status = Decide(review.Spec) },
            SelfSubjectRulesReview review => review with { Status = ReviewAnswers.Of(roles.RulesOf(caller, review.Spec.Namespace)) },
            SelfSubjectReview review => review with
            {
                Metadata = review.Metadata with { CreationTimestamp = MetadataRules.WholeSeconds(time.GetUtcNow()) },
                Status = new SelfSubjectReviewStatus { UserInfo = ReviewAnswers.Of(caller) },
            },
            TokenReview review => review with { Status = ReviewAnswers.Of(tokens.Check(review.Spec.Token!, review.Spec.Audiences ?? [])) },
            _ => throw new InvalidOperationException($"No answer to a {question.Kind}"),
        };
    }

    private SubjectAccessReviewStatus Decide(SubjectAccessReviewSpec spec) =>
        Decide(new Caller(spec.User ?? "", spec.Groups ?? []), spec.ResourceAttributes, spec.NonResourceAttributes);

    private SubjectAccessReviewStatus Decide(Caller caller, ResourceAttributes? resource, NonResourceAttributes? path)
    {
        var decision = authorizer.Decide(caller, ReviewAnswers.AccessOf(caller, resource, path), null);
        return new SubjectAccessReviewStatus { Allowed = decision.IsAllowed, Reason = decision.Reason.Length == 0 ? null : decision.Reason };
    }
}
