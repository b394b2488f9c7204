using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Simulation;

/// <summary>
/// One pod's worker: the shell around the shipped deciders. It looks, plans, acts and looks again until nothing is left to do, as the agent's does;
/// the agent may die between any two actions.
/// </summary>
internal sealed class SimulatedWorker(PodKey key, string uid, AgentProcess agent)
{
    private readonly SimulatedRuntime _runtime = agent.Runtime;
    private ObservedPod? _before;
    private bool _ending;
    private int _timer;

    public PodKey Key => key;

    public string Uid => uid;

    public Pod? Pod { get; private set; }

    public PodStatus? Status { get; private set; }

    public bool IsGone { get; private set; }

    public void Set(Pod pod)
    {
        Pod = pod;
        if (Status is null && agent.Disk.Statuses.GetValueOrDefault(uid) is { } known && (!known.Removed || pod.Metadata.DeletionTimestamp is not null))
        {
            Status = known.Status;
        }

        _ending |= pod.Metadata.DeletionTimestamp is not null;
        Look();
    }

    public void End()
    {
        _ending = true;
        Look();
    }

    public void Look()
    {
        for (var rounds = 0; !agent.IsDead && !IsGone; rounds++)
        {
            var goal = new PodGoal(Pod, Status, _ending, null);
            var observed = Observe();
            var plan = PodPlanner.Plan(goal, observed, agent.Now);
            if (Pod is not null)
            {
                Report(PodStatusBuilder.Build(goal, Pod, observed, plan, "10.0.0.1", agent.Clock.Wall));
            }

            if (!plan.HasWork)
            {
                Rest(plan);
                return;
            }

            if (rounds > 40)
            {
                throw new SimulationFault($"the plan for {key} never comes to rest: {plan.Actions[0]}");
            }

            Act(plan);
        }
    }

    private ObservedPod Observe()
    {
        var now = _runtime.Observe(uid);
        var seen = agent.Plant == Plant.StaleObservation ? _before ?? now : now;
        _before = now;
        return seen;
    }

    private void Act(PodPlan plan)
    {
        foreach (var action in plan.Actions)
        {
            if (agent.DiesNow())
            {
                return;
            }

            agent.Tell(key, action);
            agent.CheckDurable(key, uid, action);
            _runtime.Apply(key, uid, Pod, action);
            if (action is PodAction.CleanUp)
            {
                IsGone = true;
                agent.Reporter.OnReport(new PodReport(key, uid, Status ?? new PodStatus(), true));
                agent.Gone(this);
            }
        }
    }

    private void Report(PodStatus status)
    {
        Status = status;
        agent.Reporter.OnReport(new PodReport(key, uid, status, false));
    }

    private void Rest(PodPlan plan)
    {
        var timer = ++_timer;
        if (plan.LookAgainAt is { } at)
        {
            agent.After(at - agent.Now, () =>
            {
                if (timer == _timer)
                {
                    Look();
                }
            });
        }
    }
}
