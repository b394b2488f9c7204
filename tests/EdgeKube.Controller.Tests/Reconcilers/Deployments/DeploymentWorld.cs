using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Deployments;
using EdgeKube.Controller.Reconcilers.ReplicaSets;

namespace EdgeKube.Controller.Tests.Reconcilers.Deployments;

/// <summary>One Deployment with its ReplicaSets and pods, moved by the planners alone; a node that starts and ends pods when told to.</summary>
internal sealed class DeploymentWorld(Deployment deployment)
{
    private int _serial;

    public Deployment Deployment { get; set; } = deployment;

    public Dictionary<string, ReplicaSet> Sets { get; } = [];

    public Dictionary<string, Pod> Pods { get; } = [];

    public List<string> Events { get; } = [];

    public DateTimeOffset Now { get; set; } = Build.Now;

    public int Available => Pods.Values.Count(pod => PodReadiness.IsActive(pod) && PodReadiness.IsReady(pod));

    public int Wanted => Sets.Values.Sum(set => set.Spec!.Replicas!.Value);

    /// <summary>Number of actions carried out.</summary>
    public int StepDeployment()
    {
        var plan = DeploymentPlanner.Plan(new(Deployment, [.. Sets.Values], [.. Pods.Values]), Now);
        foreach (var action in plan.Actions)
        {
            Apply(action);
        }

        return plan.Actions.Count;
    }

    public int StepReplicaSet(string name)
    {
        var plan = ReplicaSetPlanner.Plan(new(Sets[name], [.. Pods.Values], Sets.Values.Select(set => set.Uid).ToHashSet()), Now);
        foreach (var action in plan.Actions)
        {
            Apply(name, action);
        }

        return plan.Actions.Count;
    }

    public void Start(Pod pod) => Pods[pod.Name] = pod with
    {
        Spec = pod.Spec! with { NodeName = "n" },
        Status = new() { Phase = "Running", Conditions = [new() { Type = "Ready", Status = "True", LastTransitionTime = Now }] },
    };

    /// <summary>Everything that can happen happens, until nothing is left to do.</summary>
    public void Settle(bool start = true)
    {
        for (var i = 0; i < 1000; i++)
        {
            var done = StepDeployment() + Sets.Keys.ToArray().Sum(StepReplicaSet);
            if (start)
            {
                Pods.Values.Where(pod => !PodReadiness.IsReady(pod)).ToList().ForEach(Start);
            }

            Pods.Values.Where(PodReadiness.IsTerminating).ToList().ForEach(pod => Pods.Remove(pod.Name));
            if (done == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("does not settle");
    }

    public void Change(Func<DeploymentSpec, DeploymentSpec> change) => Deployment = Deployment with
    {
        Metadata = Deployment.Metadata with { Generation = Deployment.Metadata.Generation + 1 },
        Spec = change(Deployment.Spec!),
    };

    private void Apply(DeploymentAction action)
    {
        switch (action)
        {
            case DeploymentAction.CreateReplicaSet create:
                var name = create.ReplicaSet.Name;
                Assert.DoesNotContain(name, Sets.Keys);
                Sets[name] = create.ReplicaSet with
                {
                    Metadata = create.ReplicaSet.Metadata with { Uid = $"{name}-uid", Generation = 1, CreationTimestamp = Now.AddSeconds(_serial++) },
                };
                Note(create.Event is null ? [] : [create.Event]);
                break;
            case DeploymentAction.UpdateReplicaSet update:
                var before = Sets[update.ReplicaSet.Name];
                var generation = before.Metadata.Generation + (before.Spec != update.ReplicaSet.Spec ? 1 : 0);
                Sets[update.ReplicaSet.Name] = update.ReplicaSet with { Metadata = update.ReplicaSet.Metadata with { Generation = generation } };
                Note(update.Events);
                break;
            case DeploymentAction.DeleteReplicaSet delete:
                Sets.Remove(delete.ReplicaSet.Name);
                break;
            case DeploymentAction.UpdateAnnotations update:
                Deployment = Deployment with { Metadata = Deployment.Metadata with { Annotations = update.Annotations } };
                break;
            case DeploymentAction.UpdateStatus update:
                Deployment = Deployment with { Status = update.Status };
                break;
            default:
                Assert.Fail($"unexpected {action}");
                break;
        }
    }

    private void Apply(string set, ReplicaSetAction action)
    {
        switch (action)
        {
            case ReplicaSetAction.CreatePods create:
                for (var i = 0; i < create.Count; i++)
                {
                    var name = $"{set}-{_serial++}";
                    Pods[name] = create.Template with { Metadata = create.Template.Metadata with { Name = name, Uid = $"{name}-uid", CreationTimestamp = Now } };
                }

                break;
            case ReplicaSetAction.DeletePods delete:
                foreach (var pod in delete.Pods)
                {
                    Pods[pod.Name] = Build.Terminating(pod);
                }

                break;
            case ReplicaSetAction.UpdateStatus update:
                Sets[set] = Sets[set] with { Status = update.Status };
                break;
            default:
                Assert.Fail($"unexpected {action}");
                break;
        }
    }

    private void Note(IEnumerable<PlannedEvent> events) => Events.AddRange(events.Select(one => one.Message));
}
