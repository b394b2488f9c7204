namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <param name="Actions">To be carried out in order; the first that fails ends the pass.</param>
/// <param name="RunAgainAt">When the progress deadline must be looked at, or null.</param>
internal sealed record DeploymentPlan(IReadOnlyList<DeploymentAction> Actions, DateTimeOffset? RunAgainAt);
